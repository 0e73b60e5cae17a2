"""Who is told: the people behind each message, on the day it is queued."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from approvals.queries import bodies, dossiers, gates, standing_in, visibility
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import AssignmentState, Office
from models.gates import Assignment, Gate


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody whose turn it is, and at which gate."""

    person: Person
    gate: Gate


def reviewers(session: Session, gate: Gate, *, on: date) -> list[tuple[Assignment, Person]]:
    """Those whose turn it is at a gate, or who act for them; in the order they were asked."""
    acting = standing_in.at_gates(session, [gate.id], on=on)
    found = [
        (assignment, acting[assignment.id].person if assignment.id in acting else person)
        for assignment, person in gates.assignments_of(session, gate.id)
        if assignment.state is AssignmentState.ACTIVE
    ]
    return [(assignment, person) for assignment, person in found if person.active]


def reviewer(session: Session, assignment_id: UUID, *, on: date) -> Reviewer | None:
    """Who answers an assignment; None when it is not their turn, or not any more."""
    assignment = gates.assignment(session, assignment_id)
    acting = standing_in.for_assignments(session, [assignment_id], on=on).get(assignment_id)
    holder = bodies.person(session, assignment.person_id) if assignment else None
    person = acting.person if acting else holder
    gate = gates.gate(session, assignment.gate_id) if assignment else None
    if assignment is None or person is None or gate is None or not person.active:
        return None
    return Reviewer(person, gate) if assignment.state is AssignmentState.ACTIVE else None


def nominators(session: Session, dossier: Dossier, *, on: date) -> list[Person]:
    """Who filed the submission; once they have left, whoever files for that body now."""
    submission = dossiers.submission_of(session, dossier)
    filed_by = bodies.person(session, submission.submitted_by_id)
    if filed_by is not None and filed_by.active:
        return [filed_by]
    return bodies.holders(session, Office.SECRETARY, on=on, body_id=submission.body_id)


def overseers(session: Session, gate: Gate, *, on: date) -> list[Person]:
    """Who can get an overdue gate moving: the secretariat, and the head of the body it is before.

    Where the head is the one who is waited for, or the body has none: the head of the body above.
    """
    asked = {
        person.id
        for assignment, person in gates.assignments_of(session, gate.id)
        if assignment.state in {AssignmentState.ACTIVE, AssignmentState.WAITING}
    }
    people = [*secretariat(session, on=on), *_head_above(session, gate, asked, on=on)]
    return list({person.id: person for person in people}.values())


def _head_above(session: Session, gate: Gate, asked: Collection[UUID], *, on: date) -> list[Person]:
    """The nearest head, from the gate's body upwards, who is not asked and may see the dossier."""
    for body in bodies.upwards(session, gate.body_id):
        heads = bodies.holders(session, Office.HEAD, on=on, body_id=body.id)
        free = [head for head in heads if head.id not in asked]
        if seeing := [head for head in free if _may_see(session, head, gate, on=on)]:
            return seeing
    return []


def _may_see(session: Session, person: Person, gate: Gate, *, on: date) -> bool:
    viewer = visibility.viewer_of(session, person.id, on=on)
    return viewer is not None and visibility.may_see(session, viewer, gate.dossier_id)


def secretariat(session: Session, *, on: date) -> list[Person]:
    """The board's standing office, by name."""
    return bodies.holders(session, Office.SECRETARIAT, on=on)
