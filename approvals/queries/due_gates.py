"""Open gates at which the clock asks for something: reminders, escalation, vacant seats."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import Session, col, select

from models.enums import AssignmentState, GateState
from models.gates import Assignment, Gate


def to_remind_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """Open gates whose next reminder is due, the longest waiting first."""
    return list(
        session.exec(
            select(Gate.id)
            .where(Gate.state == GateState.OPEN, col(Gate.remind_at) <= now)
            .order_by(col(Gate.remind_at))
            .limit(limit)
        ).all()
    )


def to_escalate_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """Open gates past their limit of patience, not yet escalated."""
    return list(
        session.exec(
            select(Gate.id)
            .where(
                Gate.state == GateState.OPEN,
                col(Gate.escalate_at) <= now,
                _not_since(),
            )
            .order_by(col(Gate.escalate_at))
            .limit(limit)
        ).all()
    )


def vacant_ids(session: Session, *, limit: int) -> list[UUID]:
    """Open gates at which it is nobody's turn: seats are vacant, or their holders stepped back."""
    asked = select(Assignment.id).where(
        col(Assignment.gate_id) == col(Gate.id), Assignment.state == AssignmentState.ACTIVE
    )
    return list(
        session.exec(
            select(Gate.id)
            .where(Gate.state == GateState.OPEN, ~asked.exists())
            .order_by(col(Gate.opened_at))
            .limit(limit)
        ).all()
    )


def take_reminder(
    session: Session, gate_id: UUID, *, now: datetime, next_at: datetime | None
) -> bool:
    """Move a due reminder on; False when the gate closed or somebody else took it."""
    taken = session.execute(
        update(Gate)
        .where(
            col(Gate.id) == gate_id,
            col(Gate.state) == GateState.OPEN,
            col(Gate.remind_at) <= now,
        )
        .values(remind_at=next_at)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def take_escalation(session: Session, gate_id: UUID, *, now: datetime) -> bool:
    """Mark an overdue gate escalated; False when it closed or somebody else did."""
    taken = session.execute(
        update(Gate)
        .where(
            col(Gate.id) == gate_id,
            col(Gate.state) == GateState.OPEN,
            col(Gate.escalate_at) <= now,
            _not_since(),
        )
        .values(escalated_at=now)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def _not_since() -> ColumnElement[bool]:
    """That those above were not told once patience was over; somebody may have had them before."""
    return or_(col(Gate.escalated_at).is_(None), col(Gate.escalated_at) < col(Gate.escalate_at))
