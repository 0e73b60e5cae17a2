"""Who is away on which days: for whom nobody is named to act, and for whom somebody is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from models.bodies import Absence, Cover, Person


@dataclass(frozen=True, slots=True)
class Entered:
    """An absence with the name on it."""

    absence: Absence
    person: Person


class Days(NamedTuple):
    """Somebody is away, from–to; `body_id` None: wherever they decide."""

    person_id: UUID
    body_id: UUID | None
    starts_on: date
    ends_on: date


def entered(session: Session, absence_id: UUID) -> Entered | None:
    """One absence."""
    return next(iter(_entered(session, col(Absence.id) == absence_id)), None)


def current(
    session: Session, *, on: date, limit: int, person_id: UUID | None = None
) -> list[Entered]:
    """Absences that are not over: one person's, or everybody's."""
    mine = [col(Absence.person_id) == person_id] if person_id is not None else []
    return _entered(
        session, col(Absence.ended_at).is_(None), col(Absence.ends_on) >= on, *mine, limit=limit
    )


def overlapping(
    session: Session, person_id: UUID, *, starts_on: date, ends_on: date
) -> list[Entered]:
    """Absences of a person, not ended, that hold on one of these days."""
    return _entered(
        session,
        col(Absence.person_id) == person_id,
        col(Absence.ended_at).is_(None),
        col(Absence.starts_on) <= ends_on,
        col(Absence.ends_on) >= starts_on,
    )


def _entered(
    session: Session, *where: ColumnElement[bool], limit: int | None = None
) -> list[Entered]:
    rows = session.exec(
        select(Absence, Person)
        .join(Person, col(Person.id) == col(Absence.person_id))
        .where(*where)
        .order_by(col(Absence.starts_on), col(Person.sort_key), col(Absence.id))
        .limit(limit)
    ).all()
    return [Entered(*row) for row in rows]


def known(session: Session, person_ids: Collection[UUID], *, on: date) -> Iterator[Days]:
    """On which days these people are away, from a day on, whether or not somebody acts for them."""
    noted = select(Absence).where(
        col(Absence.person_id).in_(person_ids),
        col(Absence.ended_at).is_(None),
        col(Absence.ends_on) >= on,
    )
    for absence in session.exec(noted):
        yield Days(absence.person_id, None, absence.starts_on, absence.ends_on)
    named = select(Cover).where(
        col(Cover.absent_id).in_(person_ids),
        col(Cover.ended_at).is_(None),
        col(Cover.ends_on) >= on,
    )
    for cover in session.exec(named):
        yield Days(cover.absent_id, cover.body_id, cover.starts_on, cover.ends_on)


def take_end(session: Session, absence_id: UUID, *, now: datetime) -> bool:
    """Note that an absence is over; False when it was already."""
    taken = session.execute(
        update(Absence)
        .where(col(Absence.id) == absence_id, col(Absence.ended_at).is_(None))
        .values(ended_at=now)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]
