"""People with seats, for development's sign-in page."""

from datetime import date

from sqlmodel import Session, col, select

from approvals.queries.bodies import held_on
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
