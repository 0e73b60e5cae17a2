"""The next reminder of a gate falls due."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import moment_of, next_reminder
from approvals.commands.settling import rule_of
from approvals.history.recording import record
from approvals.queries import due_gates, gates
from models.enums import AssignmentState, EventKind


def remind(session: Session, gate_id: UUID, *, now: datetime) -> tuple[UUID, ...] | None:
    """Take a due reminder and return the assignments to write to.

    None when the gate closed, was not due, or somebody else took the reminder.
    """
    locked = gates.locked_gate(session, gate_id)
    if locked is None:
        return None
    gate, dossier = locked.gate, locked.dossier
    next_at = next_reminder(gate, rule_of(session, dossier, gate), now=now)
    if not due_gates.take_reminder(session, gate_id, now=now, next_at=next_at):
        return None
    asked = tuple(
        assignment.id for assignment in gates.in_state(session, gate_id, AssignmentState.ACTIVE)
    )
    record(
        session,
        dossier,
        EventKind.REVIEWER_REMINDED,
        actor_id=None,
        now=now,
        facts={
            "gate": gate.key,
            "assignments": [str(one) for one in asked],
            "remind_at": moment_of(next_at),
        },
    )
    return asked
