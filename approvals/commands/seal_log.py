"""Seal what was committed, sign the log's state, publish it. Each step is safe to repeat.

Signed inside a transaction, published after its commit: what is published is in the database.
What a crash left unpublished is published by the next run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from approvals.history.continuing import ensure_may_sign, present_number
from approvals.history.log_names import number_of, origin_of
from approvals.history.note import PublicKey, Statement
from approvals.history.recording import record
from approvals.history.sealer import Sealer
from approvals.history.sealing import checkpoint, seal
from approvals.queries import journal, log
from core.database import transaction
from core.failpoints import failpoint
from models.enums import EventKind
from models.sealing import Checkpoint, SealKey

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a run did. `checkpoint` is None where the log had been stated at this size before."""

    events: int
    checkpoint: Checkpoint | None
    published: int


def seal_log(database: Engine, sealer: Sealer, *, now: datetime) -> Sealed:
    """Seal all that waits, state the log where it grew, and publish what is signed.

    Events are sealed though nothing may be signed. Raises `LogOlder`, `LogDiffers`, `LogRenamed`
    where the log does not continue what was published, and `PublishedUnreadable`.
    """
    introduce_keys(database, sealer, now=now)
    sealed = 0
    while moved := _seal_a_batch(database):
        sealed += moved
    with transaction(database) as session:
        made = _state(session, sealer, now=now)
    failpoint("checkpoint-signed")
    return Sealed(sealed, made, publish(database, sealer, now=now))


def introduce_keys(database: Engine, sealer: Sealer, *, now: datetime) -> None:
    """The journal names each key before anything is signed with it; the file of keys has it."""
    with transaction(database) as session:
        introduce(session, sealer, now=now)
    with transaction(database) as session:
        sealer.files.keep_keys(known_keys(session))


def publish(database: Engine, sealer: Sealer, *, now: datetime) -> int:
    """Append to the file what is signed and not in it; how many. Raises `PublishedUnreadable`."""
    added: list[Checkpoint] = []

    def beyond(last: Statement | None) -> list[str]:
        place = (number_of(last.origin), last.size) if last else (0, 0)
        with transaction(database) as session:
            added.extend(log.signed_after(session, *place))
        return [each.note for each in added if each.note is not None]

    count = sealer.files.append(beyond)
    last = sealer.files.last()
    if last is not None:
        with transaction(database) as session:
            log.mark_published(session, number_of(last.origin), last.size, now=now)
    return count


def known_keys(session: Session) -> list[PublicKey]:
    """Every key that checkpoints were ever signed with, the oldest first."""
    return [PublicKey(key.name, key.public_key) for key in log.keys(session)]


def introduce(session: Session, sealer: Sealer, *, now: datetime) -> None:
    """The journal names each key that is new; nothing is locked where none is."""
    if not _unknown(session, sealer):
        return
    chain = journal.for_update(session)
    for key in _unknown(session, sealer):  # asked again: another may have been quicker
        session.add(SealKey(id=key.id, name=key.name, public_key=key.raw, introduced_at=now))
        record(
            session,
            chain,
            EventKind.SEAL_KEY_INTRODUCED,
            actor_id=None,
            now=now,
            facts={"id": key.id, "name": key.name, "vkey": key.vkey},
        )


def _seal_a_batch(database: Engine) -> int:
    with transaction(database) as session:
        return seal(session, limit=BATCH) if log.anything_waits(session) else 0


def _state(session: Session, sealer: Sealer, *, now: datetime) -> Checkpoint | None:
    log.lock(session)
    newest = log.newest(session)
    if log.size(session) == (newest.size if newest else 0):
        return None
    ensure_may_sign(session, sealer)
    origin = origin_of(sealer.name, present_number(session))
    return checkpoint(session, sealer.keys, origin, now)


def _unknown(session: Session, sealer: Sealer) -> Sequence[PublicKey]:
    introduced = {key.id for key in log.keys(session)}
    return [key for key in sealer.known if key.id not in introduced]
