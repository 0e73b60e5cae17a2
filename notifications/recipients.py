"""Who is told: the people behind each message, on the day it is queued."""

from datetime import date

from sqlmodel import Session

from approvals.queries import bodies, dossiers, gates
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import AssignmentState, Office
from models.gates import Assignment, Gate


def reviewers(session: Session, gate: Gate) -> list[tuple[Assignment, Person]]:
    """Those whose turn it is at a gate, in the order they were asked."""
    return [
        (assignment, person)
        for assignment, person in gates.assignments_of(session, gate.id)
        if assignment.state is AssignmentState.ACTIVE and person.active
    ]


def nominators(session: Session, dossier: Dossier, *, on: date) -> list[Person]:
    """Who filed the submission; once they have left, whoever files for that body now."""
    submission = dossiers.submission_of(session, dossier)
    filed_by = bodies.person(session, submission.submitted_by_id)
    if filed_by is not None and filed_by.active:
        return [filed_by]
    return bodies.holders(session, Office.SECRETARY, on=on, body_id=submission.body_id)


def secretariat(session: Session, *, on: date) -> list[Person]:
    """The board's standing office, by name."""
    return bodies.holders(session, Office.SECRETARIAT, on=on)
