"""A duty at a gate goes to somebody else; the one who had it is kept in the history."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import candidate_exclusion, named
from approvals.commands.roll import Roll
from approvals.commands.settling import finish
from approvals.domain.refusals.deciding import (
    AlreadyAsked,
    GateAlreadyClosed,
    NotAllowedHere,
    NotEligible,
)
from approvals.domain.refusals.missing import AssignmentNotFound, PersonNotFound
from approvals.history.recording import record
from approvals.queries import bodies, gates, links, visibility
from approvals.queries.cases import case_of
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.bodies import Person, Seat
from models.enums import AssignmentState, EventKind, GateState, Office
from models.gates import Assignment, Gate

# Who may reassign: the board's secretariat anywhere, a body's own secretary and head in it.
_ANYWHERE = (Office.SECRETARIAT, Office.ADMINISTRATOR)
_AT_HOME = (Office.SECRETARY, Office.HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassign:
    assignment_id: UUID
    to_person_id: UUID
    by_person_id: UUID
    reason: str = ""


def reassign(session: Session, command: Reassign, *, now: datetime) -> Assignment:
    """Ask somebody else of the same body instead; every link already mailed stops working.

    Raises `NotAllowedHere` when the actor's or the new person's seats do not cover the gate,
    `AlreadyAsked`, `NotEligible`, `GateAlreadyClosed`.
    """
    current = gates.assignment(session, command.assignment_id)
    locked = gates.locked_gate(session, current.gate_id) if current else None
    if current is None or locked is None:
        raise AssignmentNotFound(assignment=command.assignment_id)
    session.refresh(current)
    gate, dossier = locked.gate, locked.dossier
    _ensure_may(session, command, gate, dossier.id, now=now)
    if gate.state is not GateState.OPEN or current.state not in {
        AssignmentState.ACTIVE,
        AssignmentState.WAITING,
    }:
        raise GateAlreadyClosed(gate=gate.key)
    seat, person = _successor(session, command, gate, now=now)
    case = case_of(session, dossier)
    roll = Roll(session, on=local_date(now))
    excluded = candidate_exclusion(case, case.award.rule_at(gate.stage), person, roll)
    if excluded is not None:
        raise NotEligible(because=excluded)
    replacement = _replace(session, current, seat, now=now)
    record(
        session,
        dossier,
        EventKind.ASSIGNMENT_REASSIGNED,
        actor_id=command.by_person_id,
        now=now,
        facts={"gate": gate.key, "from": named(current), "to": named(replacement)},
        texts={"reason": command.reason.strip()},
    )
    finish(session, dossier, now=now)
    return replacement


def may_reassign(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may reassign at the gates of a body."""
    return viewer.holds(*_ANYWHERE) or viewer.holds_in(body_id, *_AT_HOME)


def _ensure_may(
    session: Session, command: Reassign, gate: Gate, dossier_id: UUID, *, now: datetime
) -> None:
    viewer = visibility.viewer_of(session, command.by_person_id, on=local_date(now))
    if viewer is None or not visibility.may_see(session, viewer, dossier_id):
        raise AssignmentNotFound(assignment=command.assignment_id)
    if not may_reassign(viewer, gate.body_id):
        raise NotAllowedHere


def _successor(
    session: Session, command: Reassign, gate: Gate, *, now: datetime
) -> tuple[Seat, Person]:
    person = bodies.person(session, command.to_person_id)
    if person is None:
        raise PersonNotFound(person=command.to_person_id).at("to_person_id")
    seat = bodies.seat_in(session, person.id, gate.body_id, on=local_date(now))
    if seat is None:
        raise NotAllowedHere().at("to_person_id")
    if any(person.id == assignment.person_id for assignment in gates.there(session, gate.id)):
        raise AlreadyAsked(person=person.name)
    return seat, person


def _replace(session: Session, current: Assignment, seat: Seat, *, now: datetime) -> Assignment:
    active = current.state is AssignmentState.ACTIVE
    replacement = Assignment(
        gate_id=current.gate_id,
        seat_id=seat.id,
        person_id=seat.person_id,
        role=current.role,
        state=current.state,
        replaces_id=current.id,
        activated_at=now if active else None,
    )
    current.state = AssignmentState.REPLACED
    links.revoke_family(session, [current.id], now=now)
    session.add(replacement)
    return replacement
