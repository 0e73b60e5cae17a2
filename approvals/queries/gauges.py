"""The figures that an operator watches, each read from where it is short to count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Boolean, func, literal_column
from sqlmodel import Session, col, select

from approvals.queries import in_doubt, log
from core.engine_presence import engine_is_up
from models.engine import Wake
from models.enums import Choice, MessageState, Stage
from models.gates import Assignment, Ballot
from models.mail import Message
from models.open_dossiers import OpenDossier

# In the words of an index, so that no plan looks at the mails that have left.
_UNFINISHED = literal_column("message.state IN ('queued', 'claimed', 'unknown')", Boolean)
_FAILED = literal_column(
    "(message.state = 'rejected' OR message.delivery IN ('blocked', 'dropped', 'bounced'))", Boolean
)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """Counts, and moments since which something waits (None: nothing does).

    `choices`: open votes of the last 24 hours; secret ones are counted nowhere.
    """

    open_by_stage: Mapping[Stage, int]
    stuck_by_cause: Mapping[str, int]
    overdue: int
    mail_by_state: Mapping[MessageState, int]
    mail_failed: int
    mail_in_doubt: int
    oldest_wake: datetime | None
    unsealed: int
    unsealed_since: datetime | None
    engine_is_up: bool
    choices: Mapping[Choice, int]


def gauges(session: Session, *, now: datetime) -> Gauges:
    """All of them, as they are now."""
    stage, cause, state = col(OpenDossier.stage), col(OpenDossier.cause), col(Message.state)
    stuck = session.exec(
        select(cause, func.count()).where(cause.is_not(None)).group_by(cause)
    ).all()
    waiting = log.waiting(session)
    return Gauges(
        open_by_stage=dict(session.exec(select(stage, func.count()).group_by(stage)).all()),
        stuck_by_cause={code: count for code, count in stuck if code},
        overdue=session.exec(
            select(func.count()).select_from(OpenDossier).where(col(OpenDossier.due_at) < now)
        ).one(),
        mail_by_state=dict(
            session.exec(select(state, func.count()).where(_UNFINISHED).group_by(state)).all()
        ),
        mail_failed=session.exec(select(func.count()).select_from(Message).where(_FAILED)).one(),
        mail_in_doubt=sum(in_doubt.counts(session).values()),
        oldest_wake=session.exec(select(func.min(col(Wake.created_at)))).one(),
        unsealed=waiting.count,
        unsealed_since=waiting.since,
        engine_is_up=engine_is_up(session),
        choices=dict(
            session.exec(
                select(col(Ballot.choice), func.count())
                .join(Assignment, col(Assignment.id) == col(Ballot.assignment_id))
                .where(col(Assignment.decided_at) > now - _A_DAY)
                .group_by(col(Ballot.choice))
            ).all()
        ),
    )
