"""What is open now, for pictures: how old at which stage, and before whom.

Ages are calendar days of Việt Nam. Run `survey` before, so that they are of this moment.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, case, cast, func
from sqlalchemy import select as select_rows  # of more columns than SQLModel's own has
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.queries.stuck import Scope, conditions
from approvals.queries.visibility import Viewer
from core.clock import local_moment
from models.bodies import Body
from models.dossiers import Dossier
from models.enums import DossierState, Stage
from models.open_dossiers import OpenDossier

DOTS = 2000  # drawn one by one; more are drawn as densities
BODIES = 30  # told apart; all others are one


@dataclass(frozen=True, slots=True)
class OpenCount:
    """Open dossiers at one stage of one body that came there, or were returned, so long ago.

    `under_review`: of these `dossiers`, those that were not returned.
    """

    at_id: UUID
    stage: Stage
    days: int
    dossiers: int
    under_review: int
    stuck: int


@dataclass(frozen=True, slots=True)
class AgeCount:
    """Open dossiers at one stage that came there, or were returned, so many days ago."""

    stage: Stage
    days: int
    dossiers: int
    stuck: int


@dataclass(frozen=True, slots=True)
class StageAge:
    """One stage summed up: `half` of its dossiers are at most so many days there."""

    stage: Stage
    dossiers: int
    stuck: int
    half: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Dot:
    """An open dossier."""

    code: str
    stage: Stage
    days: int
    stuck: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Dossiers under review at a body, at one stage; half of them are there for at most `days`.

    No body: all others together, `bodies` of them.
    """

    body: Body | None
    stage: Stage
    dossiers: int
    days: int
    bodies: int


def open_counts(session: Session, viewer: Viewer, scope: Scope, *, today: date) -> list[OpenCount]:
    """All that is open, counted once for whatever is drawn of it."""
    rows = session.execute(
        select_rows(
            col(OpenDossier.at_id),
            col(OpenDossier.stage),
            _days(today).label("days"),
            func.count(),
            func.count(case((col(OpenDossier.state) == DossierState.UNDER_REVIEW, 1))),
            func.count(col(OpenDossier.cause)),
        )
        .where(*conditions(viewer, scope))
        .group_by(col(OpenDossier.at_id), col(OpenDossier.stage), "days")
    ).all()
    return [OpenCount(*row) for row in rows]


def ages(counted: Iterable[OpenCount]) -> list[AgeCount]:
    """What is open by stage and age, the youngest first."""
    dossiers: Counter[tuple[Stage, int]] = Counter()
    stuck: Counter[tuple[Stage, int]] = Counter()
    for one in counted:
        dossiers[one.stage, one.days] += one.dossiers
        stuck[one.stage, one.days] += one.stuck
    in_order = sorted(dossiers, key=lambda place: (_ORDER[place[0]], place[1]))
    return [AgeCount(*place, dossiers[place], stuck[place]) for place in in_order]


def by_stage(counted: Sequence[AgeCount]) -> list[StageAge]:
    """Ages summed up; only stages where something is."""
    found = []
    for stage in Stage:
        here = [one for one in counted if one.stage is stage]
        if here:
            dossiers = sum(one.dossiers for one in here)
            stuck = sum(one.stuck for one in here)
            half = _half([(one.days, one.dossiers) for one in here])
            found.append(StageAge(stage, dossiers, stuck, half, here[-1].days))
    return found


def dots(session: Session, viewer: Viewer, scope: Scope, *, today: date) -> list[Dot]:
    """Every open dossier, the oldest first, up to `DOTS`."""
    rows = session.execute(
        select(
            col(Dossier.code),
            col(OpenDossier.stage),
            _days(today),
            col(OpenDossier.cause).is_not(None),
        )
        .join(OpenDossier, col(OpenDossier.dossier_id) == col(Dossier.id))
        .where(*conditions(viewer, scope))
        .order_by(col(OpenDossier.since), col(Dossier.code))
        .limit(DOTS)
    ).all()
    return [Dot(*row) for row in rows]


def waiting(session: Session, counted: Iterable[OpenCount]) -> list[Waiting]:
    """What is under review by body and stage, bodies with most of it first, all others last."""
    there = [one for one in counted if one.under_review]
    in_all: Counter[UUID] = Counter()
    for one in there:
        in_all[one.at_id] += one.under_review
    ranked = sorted(in_all, key=lambda body_id: (-in_all[body_id], body_id))
    places = {body_id: min(place, BODIES) for place, body_id in enumerate(ranked)}
    fields: defaultdict[tuple[int, Stage], list[OpenCount]] = defaultdict(list)
    for one in there:
        fields[places[one.at_id], one.stage].append(one)
    named = {body.id: body for body in session.exec(_named(ranked[:BODIES]))}
    return [
        _waiting(named[ranked[place]] if place < BODIES else None, stage, fields[place, stage])
        for place, stage in sorted(fields, key=lambda field: (field[0], _ORDER[field[1]]))
    ]


def _named(body_ids: Collection[UUID]) -> SelectOfScalar[Body]:
    return select(Body).where(col(Body.id).in_(body_ids))


def _waiting(body: Body | None, stage: Stage, here: Collection[OpenCount]) -> Waiting:
    by_age = sorted((one.days, one.under_review) for one in here)
    bodies = len({one.at_id for one in here})
    return Waiting(body, stage, sum(count for _, count in by_age), _half(by_age), bodies)


_SECONDS = 24 * 60 * 60.0  # of a day, which all have where the clock never changes
_ORDER = {stage: place for place, stage in enumerate(Stage)}


def _days(today: date) -> ColumnElement[int]:
    """How often midnight struck since. By arithmetic: naming the zone takes five times as long."""
    before = func.date_part("epoch", local_moment(today) - col(OpenDossier.since)) / _SECONDS
    return cast(func.ceil(before), Integer)


def _half(by_age: Sequence[tuple[int, int]]) -> int:
    """The age of the one in the middle, of ages with how many there are; of two, the younger."""
    dossiers = sum(count for _, count in by_age)
    seen = list(accumulate(count for _, count in by_age))
    return next(
        days for (days, _), so_far in zip(by_age, seen, strict=True) if 2 * so_far >= dossiers
    )
