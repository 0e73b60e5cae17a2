"""Bodies, blocs, people and the seats they hold on a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, func
from sqlmodel import Session, col, select

from models.bodies import BlocMembership, Body, Person, Seat
from models.enums import BodyKind, Office
from models.gates import Assignment
from models.rules import Campaign

_DEEPEST = 10  # levels of bodies above one another; more is a loop in the data


def body(session: Session, body_id: UUID) -> Body | None:
    return session.get(Body, body_id)


def body_by_slug(session: Session, slug: str) -> Body | None:
    return session.exec(select(Body).where(Body.slug == slug)).first()


def bloc_of(session: Session, body_id: UUID, *, year: int) -> Body | None:
    """The bloc a body competes in during a year; the first by name when it is in several."""
    return session.exec(
        select(Body)
        .join(BlocMembership, col(BlocMembership.bloc_id) == col(Body.id))
        .where(BlocMembership.member_id == body_id, BlocMembership.year == year)
        .order_by(col(Body.sort_key))
        .limit(1)
    ).first()


def upwards(session: Session, body_id: UUID) -> Iterator[Body]:
    """A body, the one it belongs to, and so on to the top."""
    current = session.get(Body, body_id)
    for _ in range(_DEEPEST):
        if current is None:
            return
        yield current
        current = session.get(Body, current.parent_id) if current.parent_id else None


def ministry_of(session: Session, start: Body) -> Body | None:
    """The nearest ministry-level body: the body itself or one above it."""
    ministries = (one for one in upwards(session, start.id) if one.kind is BodyKind.MINISTRY)
    return next(ministries, None)


def person(session: Session, person_id: UUID) -> Person | None:
    return session.get(Person, person_id)


def person_by_email(session: Session, email: str) -> Person | None:
    return session.exec(select(Person).where(Person.email == email.strip().lower())).first()


def campaign_by_slug(session: Session, slug: str) -> Campaign | None:
    return session.exec(select(Campaign).where(Campaign.slug == slug)).first()


def campaign(session: Session, campaign_id: UUID) -> Campaign | None:
    return session.get(Campaign, campaign_id)


def held_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """That a seat is held on a day, by somebody who is still with us."""
    return (
        (col(Seat.valid_from) <= day)
        & func.coalesce(col(Seat.valid_to) >= day, True)
        & col(Person.active)
    )


def seats_in(
    session: Session, body_id: UUID, offices: Sequence[Office], *, on: date
) -> list[tuple[Seat, Person]]:
    """Seats of a body held on a day, in the order of `offices`, then longest held first."""
    rows = session.exec(
        select(Seat, Person)
        .join(Person, col(Person.id) == col(Seat.person_id))
        .where(Seat.body_id == body_id, col(Seat.office).in_(offices), held_on(on))
        .order_by(col(Seat.valid_from), col(Person.sort_key), col(Seat.id))
    ).all()
    return sorted(rows, key=lambda row: offices.index(row[0].office))


def seats_of(session: Session, person_id: UUID, *, on: date) -> list[tuple[Seat, Body]]:
    """The seats a person holds on a day, and the bodies they are in."""
    return list(
        session.exec(
            select(Seat, Body)
            .join(Body, col(Body.id) == col(Seat.body_id))
            .join(Person, col(Person.id) == col(Seat.person_id))
            .where(Seat.person_id == person_id, held_on(on))
            .order_by(col(Body.sort_key), col(Seat.office))
        ).all()
    )


def seat(session: Session, seat_id: UUID) -> Seat | None:
    return session.get(Seat, seat_id)


def seat_with_holder(session: Session, seat_id: UUID) -> tuple[Seat, Person, Body] | None:
    """A seat, who has it, and the body it is in."""
    return session.exec(
        select(Seat, Person, Body)
        .join(Person, col(Person.id) == col(Seat.person_id))
        .join(Body, col(Body.id) == col(Seat.body_id))
        .where(Seat.id == seat_id)
    ).first()


def seat_of_assignment(session: Session, assignment_id: UUID) -> Seat | None:
    """The seat whose duty an assignment is."""
    return session.exec(
        select(Seat)
        .join(Assignment, col(Assignment.seat_id) == col(Seat.id))
        .where(Assignment.id == assignment_id)
    ).first()


def seat_in(session: Session, person_id: UUID, body_id: UUID, *, on: date) -> Seat | None:
    """Any seat a person holds in a body on a day."""
    return session.exec(
        select(Seat)
        .join(Person, col(Person.id) == col(Seat.person_id))
        .where(Seat.person_id == person_id, Seat.body_id == body_id, held_on(on))
        .order_by(col(Seat.valid_from), col(Seat.id))
        .limit(1)
    ).first()


def body_ids_of(
    session: Session, person_ids: Sequence[UUID], *, on: date
) -> dict[UUID, frozenset[UUID]]:
    """The bodies each of these people holds a seat in on a day."""
    found: dict[UUID, frozenset[UUID]] = {}
    for person_id, body_id in session.exec(
        select(Seat.person_id, Seat.body_id)
        .join(Person, col(Person.id) == col(Seat.person_id))
        .where(col(Seat.person_id).in_(person_ids), held_on(on))
    ).all():
        found[person_id] = found.get(person_id, frozenset()) | {body_id}
    return found


def holders(
    session: Session, office: Office, *, on: date, body_id: UUID | None = None
) -> list[Person]:
    """People who hold an office on a day, in one body or in any."""
    query = (
        select(Person)
        .join(Seat, col(Person.id) == col(Seat.person_id))
        .where(Seat.office == office, held_on(on))
        .order_by(col(Person.sort_key), col(Person.id))
        .distinct()
    )
    if body_id is not None:
        query = query.where(Seat.body_id == body_id)
    return list(session.exec(query).all())


def seat_from(
    session: Session, body_id: UUID, office: Office, person_id: UUID, valid_from: date
) -> Seat | None:
    """The seat that began on this very day."""
    return session.exec(
        select(Seat).where(
            Seat.body_id == body_id,
            Seat.office == office,
            Seat.person_id == person_id,
            Seat.valid_from == valid_from,
        )
    ).first()


def membership(
    session: Session, bloc_id: UUID, member_id: UUID, year: int
) -> BlocMembership | None:
    return session.exec(
        select(BlocMembership).where(
            BlocMembership.bloc_id == bloc_id,
            BlocMembership.member_id == member_id,
            BlocMembership.year == year,
        )
    ).first()
