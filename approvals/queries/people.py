"""People, with the seats they hold: for development's sign-in page, and to choose from."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.queries.bodies import held_on, seats_of
from core.vietnamese import search_key
from models.bodies import Body, Person, Seat


def seated(session: Session, *, on: date, limit: int) -> list[tuple[Person, Seat, Body]]:
    """Who holds a seat on a day, by body and office."""
    return list(
        session.exec(
            select(Person, Seat, Body)
            .join(Seat, col(Seat.person_id) == col(Person.id))
            .join(Body, col(Body.id) == col(Seat.body_id))
            .where(held_on(on))
            .order_by(col(Body.kind), col(Body.sort_key), col(Seat.office), col(Person.sort_key))
            .limit(limit)
        ).all()
    )


def named_like(
    session: Session, words: str, *, on: date, limit: int
) -> list[tuple[Person, Sequence[tuple[Seat, Body]]]]:
    """Whose name has all these words, however they are written, or whose address has them."""
    name = [col(Person.search_key).contains(one, autoescape=True) for one in _keys(words)]
    address = col(Person.email).contains(words.strip().lower(), autoescape=True)
    query = select(Person).where(col(Person.active), and_(*name) | address)
    return _with_seats(session, query, on=on, limit=limit)


def seated_in(
    session: Session, body_id: UUID, *, on: date, limit: int
) -> list[tuple[Person, Sequence[tuple[Seat, Body]]]]:
    """Who holds any seat in a body."""
    ids = select(Seat.person_id).where(
        Seat.body_id == body_id,
        col(Seat.valid_from) <= on,
        func.coalesce(col(Seat.valid_to) >= on, True),
    )
    query = select(Person).where(col(Person.active), col(Person.id).in_(ids))
    return _with_seats(session, query, on=on, limit=limit)


def _keys(words: str) -> list[str]:
    return search_key(words).split()


def _with_seats(
    session: Session, query: SelectOfScalar[Person], *, on: date, limit: int
) -> list[tuple[Person, Sequence[tuple[Seat, Body]]]]:
    people = session.exec(query.order_by(col(Person.sort_key), col(Person.id)).limit(limit)).all()
    return [(person, seats_of(session, person.id, on=on)) for person in people]
