"""A run of sealing: what is signed is published, once, and never contradicted."""

import base64
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import col, select

from approvals.commands.accept_checkpoint import accept_checkpoint, to_sign
from approvals.commands.begin_log import begin_new_log
from approvals.commands.seal_log import known_keys, publish, seal_log
from approvals.domain.refusals.sealing import (
    LogDiffers,
    LogOlder,
    LogRenamed,
    NewerIsSigned,
    NothingToSign,
    NotSignedByUs,
    PublishedUnreadable,
)
from approvals.history.continuing import ensure_may_sign
from approvals.history.merkle import consistency_proof, is_consistent
from approvals.history.note import PublicKey, SigningKey, Statement, opened, signed
from approvals.history.published import CheckpointFiles, notes_in
from approvals.history.recording import record
from approvals.history.sealer import Sealer, sealer_of
from approvals.history.sealing import stored_subtrees
from approvals.queries import events, journal, log
from core.database import transaction
from core.settings import Settings, SettingsRefused
from models.enums import EventKind
from models.sealing import Leaf
from tests.builders import NOW, a_country

NAME = "bangvang.example"
KEY = SigningKey.of(NAME, bytes(range(32)))
NEXT = SigningKey.of(NAME, bytes(range(1, 33)))


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    return Sealer(NAME, [KEY], CheckpointFiles.within(tmp_path / "checkpoints"))


def happen(engine: Engine, count: int = 1) -> None:
    """Something that is recorded."""
    with transaction(engine) as session:
        chain = journal.for_update(session)
        for _ in range(count):
            record(session, chain, EventKind.HISTORY_SEARCHED, actor_id=None, now=NOW)


def published(sealer: Sealer) -> list[Statement]:
    """What the file says, each note opened with the keys beside it."""
    keys = [PublicKey.parse(line) for line in sealer.files.keys.read_text().splitlines()]
    return [opened(note, keys) for note in notes_in(sealer.files.log.read_text(encoding="utf-8"))]


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


def cut_off(engine: Engine) -> None:
    """What a backup from before the last checkpoint looks like."""
    with transaction(engine) as session:
        for statement in (
            "DELETE FROM checkpoint WHERE size > 4",
            "INSERT INTO unsealed SELECT chain_id, seq FROM leaf WHERE position >= 4",
            "DELETE FROM leaf WHERE position >= 4",
        ):
            session.execute(text(statement))


@pytest.fixture
def published_twice(engine: Engine, sealer: Sealer) -> Sealer:
    happen(engine, 3)
    seal_log(engine, sealer, now=NOW)
    happen(engine, 2)
    seal_log(engine, sealer, now=NOW)
    return sealer


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


def test_no_event_is_left_out_and_none_is_sealed_twice(engine: Engine, sealer: Sealer) -> None:
    for count in (1, 5, 2):
        happen(engine, count)
        seal_log(engine, sealer, now=NOW)
    with transaction(engine) as session:
        assert session.exec(select(Leaf.seq).order_by(col(Leaf.position))).all() == list(
            range(1, 10)
        )


def test_development_makes_a_key_once(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    first, second = sealer_of(settings), sealer_of(settings)
    assert first.known == second.known
    assert first.name == "127.0.0.1"
    assert (tmp_path / "seal.key").stat().st_mode & 0o077 == 0
    (tmp_path / "seal.key").write_text("nothing")
    with pytest.raises(SettingsRefused, match="holds no key"):
        sealer_of(settings)


def test_a_key_and_the_one_before_sign_the_new_one_first(tmp_path: Path) -> None:
    written = [base64.b64encode(bytes([n] * 32)).decode() for n in (1, 2)]
    settings = Settings(home=tmp_path, seal_key=written[1], seal_key_before=written[0])
    found = sealer_of(settings)
    seeds = [SigningKey.of("127.0.0.1", bytes([n] * 32)).public for n in (2, 1)]
    assert [key.public for key in found.keys] == seeds
    assert found.known == seeds[::-1]
    assert not (tmp_path / "seal.key").exists()


def test_a_key_elsewhere_needs_none_here(tmp_path: Path) -> None:
    found = sealer_of(Settings(home=tmp_path, seal_public_key=KEY.public.vkey))
    assert (found.keys, found.elsewhere) == ([], KEY.public)
    with pytest.raises(SettingsRefused, match="BANGVANG_SEAL_PUBLIC_KEY"):
        sealer_of(Settings(home=tmp_path, seal_public_key="nothing"))


PRODUCTION = {
    "mode": "production",
    "secret_key": "k" * 32,
    "sendgrid_api_key": "SG",
    "public_url": "https://bangvang.example",
}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (PRODUCTION, "Production needs BANGVANG_SEAL_KEY"),
        ({"seal_key": "short"}, "BANGVANG_SEAL_KEY must be 32 bytes"),
        ({"seal_key_before": "short"}, "needs BANGVANG_SEAL_KEY beside it"),
        ({"seal_name": "a b"}, "BANGVANG_SEAL_NAME has no spaces"),
        ({"seal_name": "a+b"}, "BANGVANG_SEAL_NAME has no spaces"),
        ({"seal_name": "a/2"}, "BANGVANG_SEAL_NAME has no spaces"),
    ],
)
def test_settings_that_cannot_seal_are_refused(given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsRefused, match=words):
        Settings(**given)  # type: ignore[arg-type]


def test_production_is_content_with_a_public_key(tmp_path: Path) -> None:
    given = PRODUCTION | {"seal_public_key": KEY.public.vkey}
    assert sealer_of(Settings(home=tmp_path, **given)).name == NAME  # type: ignore[arg-type]
