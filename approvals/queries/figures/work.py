"""How the work goes, counted: gates by how long they took, what is open by age, who there is."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Label, Select, case, cast, func, select, true
from sqlmodel import Session, col

from approvals.domain.counted import AGES, Age, Counted, Pace
from approvals.domain.figures_of_work import BodyTally, GateTally, OpenTally
from approvals.queries import bodies
from approvals.queries.figures.counting import Moment, conditions, judged_in, of_age, pace
from approvals.queries.visibility import Viewer, visible_to
from core.clock import local_date, local_moment
from models.bodies import Body, Person, Seat
from models.dossiers import Dossier
from models.enums import BodyKind, Office
from models.gates import Gate

OFFICERS = (Office.SECRETARY, Office.APPRAISER, Office.SECRETARIAT)
_COUNCIL = (Office.COUNCIL_CHAIR, Office.COUNCIL_MEMBER)
_NOMINATING = (BodyKind.MINISTRY, BodyKind.UNIT)
_DAY = 24 * 60 * 60.0  # seconds


def gates(session: Session, viewer: Viewer, year: int) -> list[GateTally]:
    """Gates decided in a year, by the days on which they were opened and decided."""
    first = date(year, 1, 1)
    alike: tuple[Label[Any], ...] = (
        col(Gate.stage).label("at_stage"),
        _day(col(Gate.opened_at), first).label("opened"),
        _day(col(Gate.closed_at), first).label("closed"),
        pace().label("pace"),
    )
    theirs = [] if viewer.national else [col(Gate.dossier_id).in_(_seen_by(viewer))]
    rows = session.execute(
        select(*alike, func.count())
        .where(judged_in(year), *theirs)
        .group_by(*(one.name for one in alike))
    ).all()
    return [
        GateTally(
            stage, first + timedelta(days=opened), first + timedelta(days=closed), Pace(kept), count
        )
        for stage, opened, closed, kept, count in rows
    ]


def open_now(session: Session, viewer: Viewer, counted: Counted, *, today: date) -> list[OpenTally]:
    """What is open, by kind of commendation and age."""
    age = case(*((of_age(one, today), one.value) for one in AGES)).label("age")
    rows = session.execute(
        select(col(Dossier.award_kind), age, func.count())
        .where(visible_to(viewer), *conditions(session, counted, today=today))
        .group_by(col(Dossier.award_kind), "age")
    ).all()
    return [OpenTally(kind, Age(one), number) for kind, one, number in rows]


def bodies_on(session: Session, viewer: Viewer, day: date) -> list[BodyTally]:
    """Bodies that nominate and are there on a day: theirs and those below, or all."""
    seated = (
        select(col(Seat.id))
        .join(Person, col(Person.id) == col(Seat.person_id))
        .where(
            col(Seat.body_id) == col(Body.id), col(Seat.office).in_(_COUNCIL), bodies.held_on(day)
        )
        .correlate(Body)
        .exists()
    )
    there = (col(Body.valid_from) <= day) & func.coalesce(col(Body.valid_to) >= day, true())
    rows = session.execute(
        select(col(Body.kind), func.count(), func.count(case((seated, 1))))
        .where(there, col(Body.kind).in_(_NOMINATING), _theirs(viewer))
        .group_by(col(Body.kind))
    ).all()
    found = [BodyTally(*row) for row in rows]
    return sorted(found, key=lambda one: _NOMINATING.index(one.kind))


def officers_on(session: Session, viewer: Viewer, day: date) -> dict[Office, int]:
    """How many people hold a seat of each of these offices on a day: theirs and below, or all."""
    rows = session.execute(
        select(col(Seat.office), func.count(col(Seat.person_id).distinct()))
        .join(Body, col(Body.id) == col(Seat.body_id))
        .join(Person, col(Person.id) == col(Seat.person_id))
        .where(col(Seat.office).in_(OFFICERS), bodies.held_on(day), _theirs(viewer))
        .group_by(col(Seat.office))
    ).all()
    found = {office: number for office, number in rows}  # noqa: C416 -- rows are no pairs
    return {office: found.get(office, 0) for office in OFFICERS}


def years(session: Session, viewer: Viewer, *, today: date) -> Sequence[int]:
    """From the year of the first dossier that somebody may see until this one, the newest first."""
    first = session.execute(
        select(func.min(col(Dossier.submitted_at))).where(visible_to(viewer))
    ).scalar_one()
    begins = local_date(first).year if first else today.year
    return range(today.year, min(begins, today.year) - 1, -1)


def _seen_by(viewer: Viewer) -> Select[tuple[UUID]]:
    return select(col(Dossier.id)).where(visible_to(viewer))


def _theirs(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.national else col(Body.id).in_(viewer.subtree)


def _day(moment: Moment, first: date) -> ColumnElement[int]:
    """How many days after `first`. By arithmetic: naming the zone takes five times as long."""
    seconds = func.date_part("epoch", moment - local_moment(first))
    return cast(func.floor(seconds / _DAY), Integer)
