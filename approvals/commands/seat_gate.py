"""A gate that nobody is asked at gets its people, once its seats are held by some who may judge."""

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


def seat_gate(session: Session, gate_id: UUID, *, by_id: UUID | None = None, now: datetime) -> int:
    """Ask whoever holds the gate's seats now; how many may judge. 0 leaves it as it was.

    Of those asked already, some may have stepped back with nobody to follow them. `by_id`: who
    gave a seat for this gate's sake.
    """
    locked = gates.locked_gate(session, gate_id)
    if locked is None or locked.gate.state is not GateState.OPEN:
        return 0
    gate, dossier = locked.gate, locked.dossier
    there = gates.there(session, gate_id)
    case = case_of(session, dossier)
    roll = Roll(session, on=local_date(now))
    rule = case.award.rule_at(gate.stage)
    asked = seat(session, gate, case, rule, roll=roll, now=now, there=there)
    if not asked:
        return 0
    for assignment in asked:
        record(
            session,
            dossier,
            EventKind.ASSIGNMENT_ACTIVATED,
            actor_id=by_id,
            now=now,
            facts={"gate": gate.key, "members": gate.members, **named(assignment)},
        )
    finish(session, dossier, now=now)
    return sum(assignment.state is not AssignmentState.EXCLUDED for assignment in asked)
