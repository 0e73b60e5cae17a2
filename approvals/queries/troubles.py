"""What does not work just now and concerns everybody: asked for each page, in one statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Boolean, func, literal_column, select
from sqlmodel import Session, col

from core.engine_presence import ENGINE_IS_UP
from models.mail import Circuit, Message

MAIL_WITHIN = timedelta(minutes=15)  # by then a mail that is due has left, while all is well

# In the words of an index, so that no plan looks at the mails that have left.
_UNFINISHED = literal_column("message.state IN ('queued', 'claimed', 'unknown')", Boolean)


@dataclass(frozen=True, slots=True)
class Troubles:
    """`mail_off_since`: the mail service has not worked since then, and is kept off.

    `mail_late_since`: the mail that waits longest should have left then; None while none is late.
    """

    engine_away: bool = False
    mail_off_since: datetime | None = None
    mail_late_since: datetime | None = None


def troubles(session: Session, *, now: datetime) -> Troubles:
    """All of it. Costs a look at locks and at the first entries of two indexes."""
    off = select(func.min(col(Circuit.failing_since))).where(col(Circuit.open_until).is_not(None))
    late = select(func.min(col(Message.next_attempt_at))).where(
        _UNFINISHED, col(Message.next_attempt_at) <= now - MAIL_WITHIN
    )
    is_up, off_since, late_since = session.execute(
        select(ENGINE_IS_UP, off.scalar_subquery(), late.scalar_subquery())
    ).one()
    return Troubles(not is_up, off_since, late_since)
