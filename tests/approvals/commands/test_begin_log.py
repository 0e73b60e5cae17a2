"""The log begins anew, with a ground; and checkpoints that are signed elsewhere."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from approvals.commands.accept_checkpoint import accept_checkpoint, to_sign
from approvals.commands.begin_log import begin_new_log
from approvals.commands.seal_log import publish, seal_log
from approvals.domain.refusals.sealing import (
    LogOlder,
    NewerIsSigned,
    NothingToSign,
    NotSignedByUs,
)
from approvals.history.note import Statement, signed
from approvals.history.sealer import Sealer
from approvals.queries import events, journal, log
from core.database import transaction
from models.enums import EventKind
from tests.builders import NOW, a_country
from tests.sealing import KEY, NAME, NEXT, cut_off, happen, published


def test_a_new_log_is_begun_with_its_ground_and_goes_on(
    engine: Engine, published_twice: Sealer
) -> None:
    with transaction(engine) as session:
        admin = a_country(session)["administrator"].id
    was = published(published_twice)[-1]
    cut_off(engine)
    with transaction(engine) as session:
        session.execute(text("DELETE FROM unsealed WHERE seq > 5"))
    with pytest.raises(LogOlder):
        seal_log(engine, published_twice, now=NOW)
    made = begin_new_log(engine, published_twice, ground=" Đĩa hỏng ", by_person_id=admin, now=NOW)
    assert (made.log, published(published_twice)[-1].origin) == (2, f"{NAME}/2")
    with transaction(engine) as session:
        [told] = [
            one
            for one in events.timeline(session, journal.JOURNAL)
            if one.kind is EventKind.LOG_BEGUN
        ]
    assert told.facts == {
        "log": 2,
        "origin": f"{NAME}/2",
        "before_origin": NAME,
        "before_size": was.size,
        "before_root": was.root.hex(),
    }
    assert told.texts == {"ground": "Đĩa hỏng"}
    assert told.actor_id == admin
    happen(engine)
    assert seal_log(engine, published_twice, now=NOW).published == 1
    assert [each.origin for each in published(published_twice)] == [NAME] * 2 + [f"{NAME}/2"] * 2
    with transaction(engine) as session:  # a backup from before the new log
        session.execute(text("DELETE FROM checkpoint WHERE log = 2"))
    happen(engine)
    with pytest.raises(LogOlder):
        seal_log(engine, published_twice, now=NOW)


def test_a_key_elsewhere_signs_what_is_carried_to_it(engine: Engine, sealer: Sealer) -> None:
    away = replace(sealer, keys=[], elsewhere=KEY.public)
    happen(engine)
    assert seal_log(engine, away, now=NOW).published == 0
    happen(engine)
    seal_log(engine, away, now=NOW)

    def accept(note: str) -> None:
        with transaction(engine) as session:
            accept_checkpoint(session, away, note)
        publish(engine, away, now=NOW)

    with transaction(engine) as session:
        asked = to_sign(session, away)
    assert asked is not None
    assert asked.size == 3
    with pytest.raises(NotSignedByUs):
        accept(signed(asked, [NEXT]))
    with pytest.raises(NotSignedByUs):
        accept("nothing")
    with pytest.raises(NothingToSign):
        accept(signed(replace(asked, root=bytes(32)), [KEY]))
    with pytest.raises(NothingToSign):
        accept(signed(replace(asked, size=1), [KEY]))
    with pytest.raises(NothingToSign):
        accept(signed(replace(asked, origin="other.example"), [KEY]))
    accept(signed(asked, [KEY]))
    accept(signed(asked, [KEY]))
    assert published(away) == [asked]
    with transaction(engine) as session:
        assert to_sign(session, away) is None
        old = log.checkpoint(session, 1, 2)
        assert old is not None
    with pytest.raises(NewerIsSigned):
        accept(signed(Statement(NAME, 2, old.root), [KEY]))
