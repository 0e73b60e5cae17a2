"""Covers as they were entered: who acts for whom, where, from which day to which."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Uuid, bindparam, exists, update
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from approvals.domain.cover import Covering
from approvals.queries import bodies
from models.bodies import Body, Cover, Person, Seat
from models.enums import Office

# Whose word is asked at gates; and who may act for them, those who decide themselves first. An
# auditor takes part in nothing that they audit.
JUDGING = (Office.HEAD, Office.COUNCIL_CHAIR, Office.COUNCIL_MEMBER, Office.APPRAISER)
ACTING = (*JUDGING, Office.SECRETARY, Office.SECRETARIAT, Office.ADMINISTRATOR)


def in_force(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """That a `Cover` holds on a day."""
    return (col(Cover.starts_on) <= on) & (col(Cover.ends_on) >= on) & col(Cover.ended_at).is_(None)


# Made once, as every request asks.
_ACTS = select(
    exists().where(
        col(Cover.acting_id) == bindparam("person_id", type_=Uuid),
        in_force(bindparam("day", type_=Date)),
    )
)


def acts(session: Session, person_id: UUID, *, on: date) -> bool:
    """Whether somebody acts for anybody on a day."""
    return bool(session.execute(_ACTS, {"person_id": person_id, "day": on}).scalar())


@dataclass(frozen=True, slots=True)
class Entered:
    """A cover with the names on it; `body` is None where it holds wherever they decide."""

    cover: Cover
    absent: Person
    acting: Person
    body: Body | None

    @property
    def covering(self) -> Covering:
        """The same for the rules."""
        return Covering(
            absent_id=self.absent.id,
            absent=self.absent.name,
            acting_id=self.acting.id,
            acting=self.acting.name,
            body_id=self.cover.body_id,
            starts_on=self.cover.starts_on,
            ends_on=self.cover.ends_on,
        )


def entered(session: Session, cover_id: UUID) -> Entered | None:
    """One cover."""
    return next(iter(_entered(session, col(Cover.id) == cover_id)), None)


def current(
    session: Session, *, on: date, limit: int, person_id: UUID | None = None
) -> list[Entered]:
    """Covers that hold or are to come: those of one person, on either side, or everybody's."""
    own = or_(col(Cover.absent_id) == person_id, col(Cover.acting_id) == person_id)
    mine = [own] if person_id is not None else []
    return _entered(
        session, col(Cover.ended_at).is_(None), col(Cover.ends_on) >= on, *mine, limit=limit
    )


def overlapping(
    session: Session, person_ids: Collection[UUID], *, starts_on: date, ends_on: date
) -> list[Entered]:
    """Covers of any of these people, on either side, that hold on one of these days."""
    return _entered(
        session,
        col(Cover.ended_at).is_(None),
        col(Cover.starts_on) <= ends_on,
        col(Cover.ends_on) >= starts_on,
        or_(col(Cover.absent_id).in_(person_ids), col(Cover.acting_id).in_(person_ids)),
    )


def _entered(
    session: Session, *where: ColumnElement[bool], limit: int | None = None
) -> list[Entered]:
    acting = aliased(Person)
    rows = session.execute(
        select_rows(Cover, Person, acting, Body)
        .join(Person, col(Person.id) == col(Cover.absent_id))
        .join(acting, col(acting.id) == col(Cover.acting_id))
        .outerjoin(Body, col(Body.id) == col(Cover.body_id))
        .where(*where)
        .order_by(col(Cover.starts_on), col(Person.sort_key), col(Cover.id))
        .limit(limit)
    ).all()
    return [Entered(*row) for row in rows]


def judged_in(session: Session, person_id: UUID, *, on: date) -> dict[UUID, Body]:
    """The bodies in which a person decides, by name."""
    seats = bodies.seats_of(session, person_id, on=on)
    return {body.id: body for seat, body in seats if seat.office in JUDGING}


def belongs_to(session: Session, person_id: UUID, *, on: date) -> dict[UUID, Body]:
    """The bodies in which a person may act for others."""
    seats = bodies.seats_of(session, person_id, on=on)
    return {body.id: body for seat, body in seats if seat.office in ACTING}


def could_act(
    session: Session, person_id: UUID, *, on: date
) -> list[tuple[Person, list[tuple[Seat, Body]]]]:
    """Who could act for a person, with the seats they hold where this person decides."""
    found: dict[UUID, tuple[Person, list[tuple[Seat, Body]]]] = {}
    for body in judged_in(session, person_id, on=on).values():
        for seat, person in bodies.seats_in(session, body.id, ACTING, on=on):
            if person.id != person_id:
                found.setdefault(person.id, (person, []))[1].append((seat, body))
    return list(found.values())


def to_begin_ids(session: Session, *, on: date, limit: int) -> list[UUID]:
    """Covers whose first day has come, and nobody was told yet."""
    return list(
        session.exec(
            select(Cover.id)
            .where(in_force(on), col(Cover.begun_at).is_(None))
            .order_by(col(Cover.starts_on), col(Cover.id))
            .limit(limit)
        ).all()
    )


def to_end_ids(session: Session, *, on: date, limit: int) -> list[UUID]:
    """Covers whose last day is over."""
    return list(
        session.exec(
            select(Cover.id)
            .where(col(Cover.ends_on) < on, col(Cover.ended_at).is_(None))
            .order_by(col(Cover.ends_on), col(Cover.id))
            .limit(limit)
        ).all()
    )


def take_begin(session: Session, cover_id: UUID, *, now: datetime) -> bool:
    """Note that a cover has begun; False when it ended, or somebody else did."""
    taken = session.execute(
        update(Cover)
        .where(
            col(Cover.id) == cover_id,
            col(Cover.begun_at).is_(None),
            col(Cover.ended_at).is_(None),
        )
        .values(begun_at=now)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def take_end(
    session: Session, cover_id: UUID, *, now: datetime, ended_by_id: UUID | None = None
) -> bool:
    """Note that a cover is over; False when it was already."""
    taken = session.execute(
        update(Cover)
        .where(col(Cover.id) == cover_id, col(Cover.ended_at).is_(None))
        .values(ended_at=now, ended_by_id=ended_by_id)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def lock_people(session: Session, person_ids: Collection[UUID]) -> None:
    """Hold these people until the transaction ends: covers of one person are set in turns."""
    session.exec(
        select(Person.id)
        .where(col(Person.id).in_(person_ids))
        .order_by(col(Person.id))
        .with_for_update(key_share=True)
    ).all()
