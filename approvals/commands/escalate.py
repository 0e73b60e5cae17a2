"""A gate is overdue beyond patience: those above learn of it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.recording import record
from approvals.queries import due_gates, gates
from models.enums import EventKind


def escalate(session: Session, gate_id: UUID, *, now: datetime) -> bool:
    """Mark a gate escalated, once; False when it closed, was not due, or was escalated before."""
    locked = gates.locked_gate(session, gate_id)
    if locked is None or not due_gates.take_escalation(session, gate_id, now=now):
        return False
    gate = locked.gate
    record(
        session,
        locked.dossier,
        EventKind.GATE_ESCALATED,
        actor_id=None,
        now=now,
        facts={"gate": gate.key, "due_on": gate.due_on.isoformat() if gate.due_on else None},
    )
    return True
