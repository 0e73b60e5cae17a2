"""A reviewer steps back from one dossier, and says why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import named, seat
from approvals.commands.settling import finish, settle_by_vote
from approvals.commands.sitting import Matter, Sitting
from approvals.domain.eligibility import Exclusion
from approvals.domain.refusals.deciding import GateAlreadyClosed
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.history.recording import record
from approvals.queries import gates, links
from models.enums import AssignmentState, EventKind
from models.gates import Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Recuse:
    assignment_id: UUID
    person_id: UUID
    reason: str


def recuse(session: Session, command: Recuse, *, now: datetime) -> Assignment | None:
    """Who is asked instead, where one person decides and another may; otherwise None.

    Without such another the gate is vacant until there is one. A council's member stays excluded:
    what that does to the count is the rules' to say, and it may settle the gate. Whoever acts
    for somebody leaves the task to them. Nobody is asked about a dossier they stepped back from.

    Raises `AssignmentNotFound`, `NotEligible`, `NotAsked`, `GateAlreadyClosed`, `OnHold`.
    """
    sitting = Sitting(session, [command.assignment_id], now=now)
    matter = sitting.matter(command.assignment_id)
    if matter is None or not sitting.may_answer(matter, command.person_id):
        raise AssignmentNotFound(assignment=command.assignment_id)
    _ensure_wanted(matter)
    asked, own = matter.assignment, matter.assignment.person_id == command.person_id
    if own:
        asked.state, asked.excluded_because = AssignmentState.EXCLUDED, Exclusion.RECUSED
    links.revoke_mailed_to(session, command.person_id, [asked.id], now=now)
    record(
        session,
        matter.dossier,
        EventKind.ASSIGNMENT_RECUSED,
        actor_id=command.person_id,
        now=now,
        facts={
            "gate": matter.gate.key,
            "assignment": str(asked.id),
            "role": asked.role,
            "for": None if own else str(asked.person_id),
        },
        texts={"reason": command.reason.strip()},
    )
    successor = _follow(sitting, matter) if own else None
    finish(session, matter.dossier, now=now)
    sitting.close()
    return successor


def _ensure_wanted(matter: Matter) -> None:
    """Whoever waits for their turn may step back already."""
    if matter.assignment.state is not AssignmentState.WAITING:
        matter.ensure_turn()
    if matter.assignment.state not in {AssignmentState.WAITING, AssignmentState.ACTIVE}:
        raise GateAlreadyClosed(gate=matter.gate.key)
    matter.ensure_not_held()  # one member less may settle a ballot


def _follow(sitting: Sitting, matter: Matter) -> Assignment | None:
    """What the gate makes of it: somebody else is asked, or the votes are counted anew."""
    session, gate, case = sitting.session, matter.gate, matter.case
    if matter.rule.ballot is not None:
        counted = sitting.exclude(gate)
        if settle_by_vote(session, case, gate, counted, roll=sitting.roll, now=sitting.now):
            sitting.closed(gate)
        return None
    sitting.roll.stepped_back(matter.dossier.id, matter.assignment.person_id)
    followers = seat(
        session,
        gate,
        case,
        matter.rule,
        roll=sitting.roll,
        now=sitting.now,
        there=gates.there(session, gate.id),
    )
    for follower in followers:
        record(
            session,
            matter.dossier,
            EventKind.ASSIGNMENT_ACTIVATED,
            actor_id=None,
            now=sitting.now,
            facts={"gate": gate.key, "members": gate.members, **named(follower)},
        )
    return followers[0] if followers else None
