"""Who may see which dossier: one condition, used by every list and page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Uuid, bindparam, cast, null, true
from sqlalchemy import select as select_rows  # SQLModel's own selects no subquery
from sqlmodel import Session, col, or_, select

from approvals.queries import bodies, standing_in
from models.bodies import Body, Person, Seat
from models.dossiers import Dossier, Submission
from models.enums import AssignmentState, Office
from models.gates import Assignment, Gate

# Offices of the board that see every dossier.
NATIONAL = frozenset({Office.SECRETARIAT, Office.AUDITOR, Office.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks: the person, the offices they hold today, and where."""

    person: Person
    on: date  # the day they look
    seats: frozenset[tuple[Office, UUID]]  # (office, body)
    offices: frozenset[Office]
    subtree: frozenset[UUID]  # bodies where they hold a seat, and all bodies below these
    bodies: frozenset[UUID]  # bodies where they hold a seat
    stands_in: frozenset[UUID] = frozenset()  # assignments that they answer for others today

    def holds(self, *offices: Office) -> bool:
        """Whether they hold one of these offices anywhere."""
        return not self.offices.isdisjoint(offices)

    def holds_in(self, body_id: UUID, *offices: Office) -> bool:
        """Whether they hold one of these offices in this very body."""
        return any((office, body_id) in self.seats for office in offices)

    @property
    def national(self) -> bool:
        return self.holds(*NATIONAL)


# Made once, as every request asks: the seats somebody holds on a day with their offices, and,
# without one, all bodies below these.
_SEATS = (
    select(col(Seat.body_id).label("id"), col(Seat.office).label("office"))
    .join(Person, col(Person.id) == col(Seat.person_id))
    .where(
        col(Seat.person_id) == bindparam("person_id", type_=Uuid),
        bodies.held_on(bindparam("day", type_=Date)),
    )
    .cte("below", recursive=True)
)
_SEATS_AND_BELOW = select_rows(
    _SEATS.union(
        select(col(Body.id), cast(null(), _SEATS.c.office.type)).join(
            _SEATS, col(Body.parent_id) == _SEATS.c.id
        )
    )
)


def viewer_of(session: Session, person_id: UUID, *, on: date) -> Viewer | None:
    """What somebody may see on a day; None for an unknown or inactive person."""
    person = session.get(Person, person_id)
    if person is None or not person.active:
        return None
    rows = session.execute(_SEATS_AND_BELOW, {"person_id": person_id, "day": on}).all()
    seats = frozenset((office, body_id) for body_id, office in rows if office is not None)
    return Viewer(
        person=person,
        on=on,
        seats=seats,
        offices=frozenset(office for office, _ in seats),
        subtree=frozenset(body_id for body_id, _ in rows),
        bodies=frozenset(body_id for _, body_id in seats),
        stands_in=frozenset(standing_in.of_person(session, person_id, on=on)),
    )


_NOT_THEIRS = (AssignmentState.EXCLUDED, AssignmentState.REPLACED)


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The dossiers somebody may see, as a condition on `Dossier`.

    All of them for the board's secretariat, auditors and administrators. Otherwise: those
    submitted by a body where they hold a seat or by one below it; those that have been at a
    gate of such a body; and those they were personally asked about.
    """
    if viewer.national:
        return true()
    submitted = select(Submission.id).where(col(Submission.body_id).in_(viewer.subtree))
    gated = select(Gate.dossier_id).where(col(Gate.body_id).in_(viewer.bodies))
    asked = (
        select(Gate.dossier_id)
        .join(Assignment, col(Assignment.gate_id) == col(Gate.id))
        .where(
            Assignment.person_id == viewer.person.id,
            col(Assignment.state).not_in(_NOT_THEIRS),
        )
    )
    return or_(
        col(Dossier.submission_id).in_(submitted),
        col(Dossier.id).in_(gated),
        col(Dossier.id).in_(asked),
    )


def may_see(session: Session, viewer: Viewer, dossier_id: UUID) -> bool:
    """Whether somebody may see one dossier."""
    return (
        session.exec(select(Dossier.id).where(Dossier.id == dossier_id, visible_to(viewer))).first()
        is not None
    )
