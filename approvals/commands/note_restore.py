"""The record says that it was restored from a backup, and what is known to be lost."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session

from approvals.history.recording import record
from approvals.queries import journal
from models.enums import EventKind
from models.history import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """`made_at`: the backup's moment. `shown`: the size of a checkpoint younger than the backup.

    `lost`: how many events it covers that the backup does not have; None where none was shown.
    """

    made_at: str
    manifest_sha256: str
    program: str
    revision: str
    in_doubt: int
    shown: int | None = None
    lost: int | None = None


def note_restore(session: Session, restored: Restored, *, now: datetime) -> Event:
    """One line of the journal, by whoever runs the command line."""
    return record(
        session,
        journal.for_update(session),
        EventKind.RECORD_RESTORED,
        actor_id=None,
        now=now,
        facts=asdict(restored),
    )
