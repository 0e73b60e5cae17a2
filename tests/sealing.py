"""Sealing for tests: a key, things that are recorded, and what was published of them."""

from sqlalchemy import Engine, text

from approvals.history.note import PublicKey, SigningKey, Statement, notes_in, opened
from approvals.history.recording import record
from approvals.history.sealer import Sealer
from approvals.queries import journal
from core.database import transaction
from models.enums import EventKind
from tests.builders import NOW

NAME = "bangvang.example"
KEY = SigningKey.of(NAME, bytes(range(32)))
NEXT = SigningKey.of(NAME, bytes(range(1, 33)))


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


def cut_off(engine: Engine) -> None:
    """What a backup from before the last checkpoint looks like."""
    with transaction(engine) as session:
        for statement in (
            "DELETE FROM checkpoint WHERE size > 4",
            "INSERT INTO unsealed SELECT chain_id, seq FROM leaf WHERE position >= 4",
            "DELETE FROM leaf WHERE position >= 4",
        ):
            session.execute(text(statement))
