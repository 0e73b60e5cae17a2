"""A written opinion is struck: the member objects, or whoever entered it put it wrong."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.enter_opinion import ensure_may_enter
from approvals.commands.opening import named
from approvals.commands.settling import finish
from approvals.commands.sitting import Matter, Sitting
from approvals.commands.undo import anew
from approvals.domain.refusals.deciding import GateAlreadyClosed
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.domain.refusals.opinions import OpinionNotThere
from approvals.history.recording import record
from approvals.queries import opinions
from models.enums import AssignmentState, EventKind, GateState
from models.gates import Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeOpinion:
    assignment_id: UUID
    person_id: UUID
    reason: str


def strike_opinion(session: Session, command: StrikeOpinion, *, now: datetime) -> Assignment:
    """Until the gate settles, it no longer counts; the duty by which the member is asked anew.

    For the member, and for whoever may enter opinions there. Raises `OpinionNotThere`,
    `GateAlreadyClosed`, `OnHold`, `NotAllowedHere`.
    """
    matter = Sitting(session, [command.assignment_id], now=now).matter(command.assignment_id)
    if matter is None:
        raise AssignmentNotFound(assignment=command.assignment_id)
    if matter.assignment.person_id != command.person_id:
        ensure_may_enter(session, command.person_id, matter.gate, now=now)
    _ensure_there(session, matter)
    asked = anew(matter.assignment, now=now)
    session.add(asked)
    record(
        session,
        matter.dossier,
        EventKind.OPINION_STRUCK,
        actor_id=command.person_id,
        now=now,
        facts={
            "gate": matter.gate.key,
            "assignment": str(matter.assignment.id),
            "person": str(matter.assignment.person_id),
            "asked": [named(asked)],
        },
        texts={"reason": command.reason.strip()},
    )
    finish(session, matter.dossier, now=now)
    return asked


def _ensure_there(session: Session, matter: Matter) -> None:
    struck = matter.assignment.state is AssignmentState.UNDONE
    if struck or opinions.opinion_of(session, matter.assignment.id) is None:
        raise OpinionNotThere
    if matter.gate.state is not GateState.OPEN:
        raise GateAlreadyClosed(gate=matter.gate.key)
    matter.ensure_not_held()
