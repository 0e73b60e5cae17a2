"""Who holds a dossier now, and to whom these people are named.

Nominators learn which body a dossier is before, never who votes there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, false, true
from sqlmodel import Session, col, or_, select

from approvals.queries.visibility import Viewer
from models.bodies import Person
from models.enums import AssignmentState
from models.gates import Assignment, Gate


@dataclass(frozen=True, slots=True)
class Holders:
    """The people whose turn it is at a gate: those named to the viewer, and how many in all."""

    people: tuple[Person, ...] = ()
    count: int = 0


def are_named(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody learns the names of those asked at a gate of this body."""
    return viewer.national or body_id in viewer.runs


def named_to(viewer: Viewer) -> ColumnElement[bool]:
    """The same as a condition on `Gate` and `Assignment`; one's own name is no secret."""
    if viewer.national:
        return true()
    return or_(
        col(Gate.body_id).in_(viewer.runs) if viewer.runs else false(),
        col(Assignment.person_id) == viewer.person.id,
    )


def holders_at(session: Session, viewer: Viewer, gate_ids: Collection[UUID]) -> dict[UUID, Holders]:
    """Whose turn it is at these gates, in the order they were asked."""
    rows = session.exec(
        select(col(Assignment.gate_id), Person, named_to(viewer))
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(col(Assignment.gate_id).in_(gate_ids), Assignment.state == AssignmentState.ACTIVE)
        .order_by(col(Assignment.id))
    ).all()
    found: dict[UUID, Holders] = {}
    for gate_id, person, named in rows:
        before = found.get(gate_id, Holders())
        people = (*before.people, person) if named else before.people
        found[gate_id] = Holders(people, before.count + 1)
    return found
