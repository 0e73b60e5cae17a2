"""Messages that a restored backup has as unsent: they may have left since it was made.

They are `unknown`, and due at a moment that does not come: somebody decides (docs/decisions/0030).
"""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, col, select

from models.enums import MessageState
from models.mail import Message

_HELD = datetime(9999, 1, 1, tzinfo=UTC)
_WHY = "a backup was restored: this may have been sent since it was made"


def hold(session: Session, *, now: datetime) -> int:
    """Put in doubt all that was at work, is due by now, or was queued just now; how many those are.

    What was to leave later has not left: its time is still to come.
    """
    at_work = col(Message.state).in_([MessageState.CLAIMED, MessageState.UNKNOWN])
    due = (col(Message.next_attempt_at) <= now) | (col(Message.created_at) >= now)
    queued = (col(Message.state) == MessageState.QUEUED) & due
    gathered = (
        (col(Message.state) == MessageState.GATHERED) & col(Message.digest_id).is_(None) & due
    )
    return _become(
        session,
        (at_work & (col(Message.next_attempt_at) < _HELD)) | queued | gathered,
        state=MessageState.UNKNOWN,
        next_attempt_at=_HELD,
        problem=_WHY,
    )


def counts(session: Session) -> dict[str, int]:
    """How many are held, by kind of mail."""
    found = session.exec(
        select(col(Message.template), func.count())
        .where(_held())
        .group_by(col(Message.template))
        .order_by(col(Message.template))
    )
    return dict(found.all())


def send(session: Session, *, now: datetime) -> int:
    """Let them go: whoever had one already gets it twice. How many."""
    return _become(session, _held(), next_attempt_at=now)


def drop(session: Session, *, now: datetime) -> int:
    """Let none of them go: they left before. How many."""
    return _become(session, _held(), state=MessageState.OVERTAKEN, next_attempt_at=now)


def _held() -> ColumnElement[bool]:
    return (col(Message.state) == MessageState.UNKNOWN) & (col(Message.next_attempt_at) == _HELD)


def _become(session: Session, which: ColumnElement[bool], **values: object) -> int:
    changed = session.execute(update(Message).where(which).values(**values))
    return int(changed.rowcount)  # type: ignore[attr-defined]
