"""Who could take a duty over: the others of the gate's body."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.queries import bodies
from models.bodies import Person, Seat
from models.enums import GONE, Office
from models.gates import Assignment, Gate

# Those who judge first; an auditor takes part in nothing that they audit.
_IN_ORDER = (
    Office.HEAD,
    Office.COUNCIL_CHAIR,
    Office.COUNCIL_MEMBER,
    Office.APPRAISER,
    Office.SECRETARY,
    Office.SECRETARIAT,
    Office.ADMINISTRATOR,
)


def successors(session: Session, gate: Gate, *, on: date) -> list[tuple[Person, list[Seat]]]:
    """People with a seat in the gate's body who are not asked at it yet, with these seats."""
    asked = _asked(session, gate.id)
    found: dict[UUID, tuple[Person, list[Seat]]] = {}
    for seat, person in bodies.seats_in(session, gate.body_id, _IN_ORDER, on=on):
        if person.id not in asked:
            found.setdefault(person.id, (person, []))[1].append(seat)
    return list(found.values())


def _asked(session: Session, gate_id: UUID) -> set[UUID]:
    return set(
        session.exec(
            select(Assignment.person_id).where(
                Assignment.gate_id == gate_id,
                col(Assignment.state).not_in(GONE),
            )
        ).all()
    )
