"""What is open now, for pictures: how old at which stage, and before whom.

Ages are calendar days of Việt Nam. Run `survey` before, so that they are of this moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Integer, case, cast, func
from sqlalchemy import select as select_rows  # of subqueries, which SQLModel's own has not
from sqlmodel import Session, col, select

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


def ages(session: Session, viewer: Viewer, scope: Scope, *, today: date) -> list[AgeCount]:
    """What is open by stage and age, the youngest first."""
    rows = session.execute(
        select(
            col(OpenDossier.stage),
            _days(today).label("days"),
            func.count(),
            func.count(col(OpenDossier.cause)),
        )
        .where(*conditions(viewer, scope))
        .group_by(col(OpenDossier.stage), "days")
    ).all()
    counted = (AgeCount(stage, days, count, stuck) for stage, days, count, stuck in rows)
    return sorted(counted, key=lambda one: (_ORDER[one.stage], one.days))


def by_stage(counted: Sequence[AgeCount]) -> list[StageAge]:
    """Ages summed up; only stages where something is."""
    found = []
    for stage in Stage:
        here = [one for one in counted if one.stage is stage]
        if here:
            dossiers = sum(one.dossiers for one in here)
            stuck = sum(one.stuck for one in here)
            found.append(StageAge(stage, dossiers, stuck, _half(here, dossiers), here[-1].days))
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


def waiting(session: Session, viewer: Viewer, scope: Scope, *, today: date) -> list[Waiting]:
    """What is under review by body and stage, bodies with most of it first, all others last."""
    here = (
        select_rows(col(OpenDossier.at_id), col(OpenDossier.stage), _days(today).label("days"))
        .where(col(OpenDossier.state) == DossierState.UNDER_REVIEW, *conditions(viewer, scope))
        .cte("here")
    )
    place = func.row_number().over(order_by=(func.count().desc(), here.c.at_id))
    ranked = select_rows(here.c.at_id, place.label("place")).group_by(here.c.at_id).cte("ranked")
    half = func.percentile_disc(0.5).within_group(here.c.days)
    rows = session.execute(
        select_rows(
            case((ranked.c.place <= BODIES, here.c.at_id)).label("body_id"),
            here.c.stage,
            func.count(),
            half,
            func.count(here.c.at_id.distinct()),
        )
        .join(ranked, ranked.c.at_id == here.c.at_id)
        .group_by("body_id", here.c.stage)
        .order_by(func.min(ranked.c.place))
    ).all()
    named = select(Body).where(col(Body.id).in_({body_id for body_id, *_ in rows if body_id}))
    bodies = {body.id: body for body in session.exec(named)}
    return [Waiting(bodies.get(body_id), *rest) for body_id, *rest in rows]


_SECONDS = 24 * 60 * 60.0  # of a day, which all have where the clock never changes
_ORDER = {stage: place for place, stage in enumerate(Stage)}


def _days(today: date) -> ColumnElement[int]:
    """How often midnight struck since. By arithmetic: naming the zone takes five times as long."""
    before = func.date_part("epoch", local_moment(today) - col(OpenDossier.since)) / _SECONDS
    return cast(func.ceil(before), Integer)


def _half(here: Sequence[AgeCount], dossiers: int) -> int:
    """The age of the one in the middle; of two there, the younger."""
    seen = 0
    for one in here:
        seen += one.dossiers
        if 2 * seen >= dossiers:
            break
    return one.days
