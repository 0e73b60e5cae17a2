"""A run of sealing: what is signed is published, once, and never contradicted."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import col, select

from approvals.commands.seal_log import known_keys, publish, seal_log
from approvals.domain.refusals.sealing import (
    LogDiffers,
    LogOlder,
    LogRenamed,
    PublishedUnreadable,
)
from approvals.history.continuing import ensure_may_sign
from approvals.history.merkle import consistency_proof, is_consistent
from approvals.history.note import notes_in, opened
from approvals.history.sealer import Sealer
from approvals.history.sealing import stored_subtrees
from approvals.queries import events, journal, log
from core.database import transaction
from models.enums import EventKind
from models.sealing import Leaf
from tests.builders import NOW
from tests.sealing import KEY, NAME, NEXT, cut_off, happen, published


def test_each_run_publishes_what_grew(engine: Engine, sealer: Sealer) -> None:
    happen(engine, 3)
    first = seal_log(engine, sealer, now=NOW)
    assert (first.events, first.published) == (4, 1)  # and the key's own introduction
    assert first.checkpoint is not None
    again = seal_log(engine, sealer, now=NOW)
    assert (again.events, again.checkpoint, again.published) == (0, None, 0)
    happen(engine, 300)
    seal_log(engine, sealer, now=NOW)
    said = published(sealer)
    assert [(each.origin, each.size) for each in said] == [(NAME, 4), (NAME, 304)]
    with transaction(engine) as session:
        proof = consistency_proof(4, 304, stored_subtrees(session))
        assert is_consistent(4, said[0].root, 304, said[1].root, proof)
        newest = log.newest(session)
        assert newest is not None
        assert newest.published_at == NOW
    assert sealer.files.log.read_text(encoding="utf-8").endswith("\n\n")


def test_a_key_is_introduced_in_the_journal_before_it_signs(engine: Engine, sealer: Sealer) -> None:
    seal_log(engine, sealer, now=NOW)
    rotating = replace(sealer, keys=[NEXT, KEY])
    seal_log(engine, rotating, now=NOW + timedelta(days=1))
    happen(engine)
    seal_log(engine, replace(sealer, keys=[NEXT]), now=NOW + timedelta(days=2))
    with transaction(engine) as session:
        told = events.timeline(session, journal.JOURNAL)
        keys = known_keys(session)
    introduced = [one.facts for one in told if one.kind is EventKind.SEAL_KEY_INTRODUCED]
    assert introduced == [
        {"id": key.public.id, "name": NAME, "vkey": key.public.vkey} for key in (KEY, NEXT)
    ]
    assert keys == [KEY.public, NEXT.public]
    assert sealer.files.keys.read_text().split() == [KEY.public.vkey, NEXT.public.vkey]
    notes = notes_in(sealer.files.log.read_text(encoding="utf-8"))
    assert [note.count("— ") for note in notes] == [1, 2, 1]
    for key in (KEY, NEXT):
        assert opened(notes[1], [key.public]).size == 2


def test_what_was_signed_and_not_published_is_published_later(
    engine: Engine, sealer: Sealer
) -> None:
    happen(engine)
    seal_log(engine, sealer, now=NOW)
    before = sealer.files.log.read_bytes()
    happen(engine)
    seal_log(engine, sealer, now=NOW)
    whole = sealer.files.log.read_bytes()
    for end in (len(before), len(before) + 1, len(whole) - 100, len(whole) - 1):
        sealer.files.log.write_bytes(whole[:end])
        assert publish(engine, sealer, now=NOW) == 1
        assert sealer.files.log.read_bytes() == whole
    shutil.rmtree(sealer.files.folder)
    seal_log(engine, sealer, now=NOW)
    assert sealer.files.log.read_bytes() == whole
    assert len(published(sealer)) == 2


def test_nothing_is_signed_for_a_database_older_than_what_was_published(
    engine: Engine, published_twice: Sealer
) -> None:
    cut_off(engine)
    with transaction(engine) as session:
        session.execute(text("DELETE FROM unsealed WHERE seq > 5"))
    before = published_twice.files.log.read_bytes()
    with pytest.raises(LogOlder, match="5 entries, and 6 were published"):
        seal_log(engine, published_twice, now=NOW)
    assert published_twice.files.log.read_bytes() == before
    with transaction(engine) as session:
        newest = log.newest(session)
        assert newest is not None
        assert newest.size == 4
        with pytest.raises(LogOlder):
            ensure_may_sign(session, published_twice)


def test_nothing_is_signed_for_another_history(engine: Engine, published_twice: Sealer) -> None:
    with transaction(engine) as session:
        session.execute(text("ALTER TABLE leaf DROP CONSTRAINT pk_leaf"))
        session.execute(text("UPDATE leaf SET position = 3 - position WHERE position IN (1, 2)"))
        session.execute(text("ALTER TABLE leaf ADD CONSTRAINT pk_leaf PRIMARY KEY (position)"))
    happen(engine)
    with pytest.raises(LogDiffers, match="first 6 entries"):
        seal_log(engine, published_twice, now=NOW)
    assert len(published(published_twice)) == 2


def test_a_log_that_was_cut_off_is_found_though_the_file_was_lost(
    engine: Engine, published_twice: Sealer
) -> None:
    published_twice.files.log.unlink()
    with transaction(engine) as session:
        session.execute(text("DELETE FROM leaf WHERE position >= 4"))
    with pytest.raises(LogOlder):
        seal_log(engine, published_twice, now=NOW)


def test_another_name_is_refused(engine: Engine, published_twice: Sealer) -> None:
    happen(engine)
    with pytest.raises(LogRenamed, match=r"“bangvang\.example”, and is now called “other"):
        seal_log(engine, replace(published_twice, name="other.example"), now=NOW)


def test_a_file_that_nobody_can_read_stops_signing(engine: Engine, published_twice: Sealer) -> None:
    happen(engine)
    file = published_twice.files.log
    file.write_text(file.read_text(encoding="utf-8").replace("\n6\n", "\nsix\n"), encoding="utf-8")
    with pytest.raises(PublishedUnreadable):
        seal_log(engine, published_twice, now=NOW)


def test_no_event_is_left_out_and_none_is_sealed_twice(engine: Engine, sealer: Sealer) -> None:
    for count in (1, 5, 2):
        happen(engine, count)
        seal_log(engine, sealer, now=NOW)
    with transaction(engine) as session:
        assert session.exec(select(Leaf.seq).order_by(col(Leaf.position))).all() == list(
            range(1, 10)
        )
