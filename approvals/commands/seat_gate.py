"""A gate that opened before vacant seats gets its people, once the seats are held."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import named, seat
from approvals.commands.roll import Roll
from approvals.commands.settling import finish
from approvals.history.recording import record
from approvals.queries import gates
from approvals.queries.cases import case_of
from core.clock import local_date
from models.enums import AssignmentState, EventKind, GateState


def seat_gate(session: Session, gate_id: UUID, *, now: datetime) -> int:
    """Ask whoever holds the gate's seats now; how many may judge. 0 leaves it as it was.

    Does nothing at a gate where somebody was asked already.
    """
    locked = gates.locked_gate(session, gate_id)
    if locked is None or locked.gate.state is not GateState.OPEN:
        return 0
    if gates.assignments_of(session, gate_id):
        return 0
    gate, dossier = locked.gate, locked.dossier
    case = case_of(session, dossier)
    roll = Roll(session, on=local_date(now))
    asked = seat(session, gate, case, case.award.rule_at(gate.stage), roll=roll, now=now)
    if not asked:
        return 0
    for assignment in asked:
        record(
            session,
            dossier,
            EventKind.ASSIGNMENT_ACTIVATED,
            actor_id=None,
            now=now,
            facts={"gate": gate.key, "members": gate.members, **named(assignment)},
        )
    finish(session, dossier, now=now)
    return sum(assignment.state is not AssignmentState.EXCLUDED for assignment in asked)
