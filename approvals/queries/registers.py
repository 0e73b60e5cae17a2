"""The registers an administrator looks through: bodies, people, seats."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.queries.bodies import held_on
from core.vietnamese import search_key
from models.bodies import BlocMembership, Body, Person, Seat
from models.enums import BodyKind


def bodies_list(
    session: Session, *, kind: BodyKind | None = None, search: str = "", limit: int
) -> Sequence[Body]:
    """Bodies by Vietnamese order of their names."""
    query = select(Body).order_by(col(Body.sort_key), col(Body.slug)).limit(limit)
    if kind is not None:
        query = query.where(Body.kind == kind)
    if search:
        query = query.where(col(Body.search_key).contains(search_key(search), autoescape=True))
    return session.exec(query).all()


def people_list(session: Session, *, search: str = "", limit: int) -> Sequence[Person]:
    """People by given name, as Vietnamese lists have them."""
    query = select(Person).order_by(col(Person.sort_key), col(Person.email)).limit(limit)
    if search:
        key = search_key(search)
        query = query.where(
            col(Person.search_key).contains(key, autoescape=True)
            | col(Person.email).contains(key, autoescape=True)
        )
    return session.exec(query).all()


def seats_list(
    session: Session, *, body: str = "", email: str = "", on: date | None = None, limit: int
) -> Sequence[tuple[Seat, Body, Person]]:
    """Seats of a body, of a person, or all; only those held on a day when one is given."""
    query = (
        select(Seat, Body, Person)
        .join(Body, col(Body.id) == col(Seat.body_id))
        .join(Person, col(Person.id) == col(Seat.person_id))
        .order_by(col(Body.sort_key), col(Seat.office), col(Person.sort_key), col(Seat.valid_from))
        .limit(limit)
    )
    if body:
        query = query.where(Body.slug == body)
    if email:
        query = query.where(Person.email == email.strip().lower())
    if on is not None:
        query = query.where(held_on(on))
    return session.exec(query).all()


def seat(session: Session, seat_id: UUID) -> tuple[Seat, Body, Person] | None:
    """One seat, with whose and where it is."""
    return session.exec(
        select(Seat, Body, Person)
        .join(Body, col(Body.id) == col(Seat.body_id))
        .join(Person, col(Person.id) == col(Seat.person_id))
        .where(Seat.id == seat_id)
    ).first()


def bloc_members(
    session: Session, bloc_id: UUID, *, year: int
) -> Sequence[tuple[BlocMembership, Body]]:
    """The bodies of a bloc in a year."""
    return session.exec(
        select(BlocMembership, Body)
        .join(Body, col(Body.id) == col(BlocMembership.member_id))
        .where(BlocMembership.bloc_id == bloc_id, BlocMembership.year == year)
        .order_by(col(Body.sort_key))
    ).all()


def any_body(session: Session) -> bool:
    """Whether anything was entered yet."""
    return session.exec(select(Body.id).limit(1)).first() is not None
