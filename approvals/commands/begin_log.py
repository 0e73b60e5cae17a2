"""The log goes on under a new name, since it cannot continue what was published under the former.

After a backup had to be restored that is older than that: the new log's first promise says which
promise it does not keep, and why.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from approvals.commands.seal_log import introduce_keys, publish
from approvals.domain.refusals.personal_data import GroundNeeded
from approvals.history.continuing import present_number
from approvals.history.log_names import number_of, origin_of
from approvals.history.note import Statement
from approvals.history.recording import record
from approvals.history.sealer import Sealer
from approvals.history.sealing import checkpoint, seal
from approvals.queries import journal, log
from core.database import transaction
from models.enums import EventKind
from models.sealing import Checkpoint


def begin_new_log(
    database: Engine, sealer: Sealer, *, ground: str, by_person_id: UUID, now: datetime
) -> Checkpoint:
    """Name the log anew, seal what waits, sign and publish its first checkpoint.

    Raises `GroundNeeded`, `PublishedUnreadable`.
    """
    introduce_keys(database, sealer, now=now)
    with transaction(database) as session:
        made = begin(session, sealer, ground=ground, by_person_id=by_person_id, now=now)
    publish(database, sealer, now=now)
    return made


def begin(
    session: Session, sealer: Sealer, *, ground: str, by_person_id: UUID, now: datetime
) -> Checkpoint:
    """The same in one transaction, unpublished.

    The journal records the last checkpoint of the log before, and the ground.
    """
    if not ground.strip():
        raise GroundNeeded
    chain = journal.for_update(session)
    before = _last(session, sealer)
    number = max(present_number(session), number_of(before.origin) if before else 1) + 1
    origin = origin_of(sealer.name, number)
    record(
        session,
        chain,
        EventKind.LOG_BEGUN,
        actor_id=by_person_id,
        now=now,
        facts={
            "log": number,
            "origin": origin,
            "before_origin": before.origin if before else None,
            "before_size": before.size if before else None,
            "before_root": before.root.hex() if before else None,
        },
        texts={"ground": ground.strip()},
    )
    session.flush()  # the trigger queues it; the first checkpoint has it
    while seal(session):
        pass
    made = checkpoint(session, sealer.keys, origin, now)
    if made is None:
        raise LookupError(f"{origin} was begun before")
    return made


def _last(session: Session, sealer: Sealer) -> Statement | None:
    """The last checkpoint that was published, or else made."""
    published = sealer.files.last()
    newest = log.newest(session)
    if published is not None or newest is None:
        return published
    return Statement(origin_of(sealer.name, newest.log), newest.size, newest.root)
