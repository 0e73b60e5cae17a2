"""What is stuck, where, and since when: the figures and lists of the secretariat's first page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from approvals.queries.dossier_filters import Filters, Trouble, here, troubled
from approvals.queries.dossier_list import DossierRow, Sort, dossiers
from approvals.queries.reach import Unreached, unreached
from approvals.queries.visibility import Viewer, visible_to
from models.bodies import Body
from models.dossiers import Dossier
from models.enums import DossierState, GateState, Stage
from models.gates import Gate

SHOWN = 10  # overdue dossiers, and bodies
BRIEF = 5  # lines of each other list


@dataclass(frozen=True, slots=True)
class StageCount:
    """Dossiers at one stage that are on their way."""

    stage: Stage
    under_review: int
    overdue: int
    returned: int


@dataclass(frozen=True, slots=True)
class BodyCount:
    """What a body has before it now. `since`: when the oldest of it came."""

    body: Body
    under_review: int
    overdue: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`overdue` the longest overdue first, `waiting` the longest at one gate first."""

    states: Mapping[DossierState, int]
    stages: Sequence[StageCount]
    troubles: Mapping[Trouble, int]
    overdue: Sequence[DossierRow]
    waiting: Sequence[DossierRow]
    nobody_asked: Sequence[DossierRow]
    unreached: Sequence[Unreached]
    returned: Sequence[DossierRow]
    bodies: Sequence[BodyCount]


def overview(session: Session, viewer: Viewer, *, now: datetime) -> Overview:
    """Everything on one page, within what the viewer may see."""
    counted = _counts(session, viewer, now=now)
    states: dict[DossierState, int] = {}
    for (state, _), (count, _) in counted.items():
        states[state] = states.get(state, 0) + count
    lists = {
        trouble: _first(session, viewer, Filters(trouble=trouble), Sort.DUE, now=now)
        for trouble in (Trouble.OVERDUE, Trouble.NOBODY_ASKED)
    }
    still = {
        state: _first(session, viewer, Filters(state=state), Sort.WAITING, now=now)
        for state in (DossierState.UNDER_REVIEW, DossierState.RETURNED)
    }
    return Overview(
        states=states,
        stages=[_stage(counted, stage) for stage in Stage],
        troubles=_troubles(session, viewer, now=now),
        overdue=lists[Trouble.OVERDUE],
        nobody_asked=lists[Trouble.NOBODY_ASKED],
        unreached=unreached(session, limit=SHOWN) if viewer.national else [],
        waiting=still[DossierState.UNDER_REVIEW],
        returned=still[DossierState.RETURNED],
        bodies=_bodies(session, viewer, now=now),
    )


_Counts = dict[tuple[DossierState, Stage], tuple[int, int]]


def _counts(session: Session, viewer: Viewer, *, now: datetime) -> _Counts:
    """Dossiers by state and stage, and how many of them are overdue."""
    rows = session.exec(
        select(col(Dossier.state), col(Dossier.stage), func.count(), _late(now))
        .join(Gate, here())
        .where(visible_to(viewer))
        .group_by(col(Dossier.state), col(Dossier.stage))
    ).all()
    return {(state, stage): (count, overdue) for state, stage, count, overdue in rows}


def _stage(counted: _Counts, stage: Stage) -> StageCount:
    under_review, overdue = counted.get((DossierState.UNDER_REVIEW, stage), (0, 0))
    returned, _ = counted.get((DossierState.RETURNED, stage), (0, 0))
    return StageCount(stage, under_review, overdue, returned)


def _troubles(session: Session, viewer: Viewer, *, now: datetime) -> dict[Trouble, int]:
    counts = [func.count(case((troubled(trouble, now=now), 1))) for trouble in Trouble]
    row = session.execute(
        select(*counts)
        .select_from(Gate)
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .where(Gate.state == GateState.OPEN, visible_to(viewer))
    ).one()
    return dict(zip(Trouble, row, strict=True))


def _first(
    session: Session, viewer: Viewer, filters: Filters, sort: Sort, *, now: datetime
) -> Sequence[DossierRow]:
    limit = SHOWN if filters.trouble is Trouble.OVERDUE else BRIEF
    return dossiers(session, viewer, filters, now=now, sort=sort, limit=limit).rows


def _bodies(session: Session, viewer: Viewer, *, now: datetime) -> list[BodyCount]:
    """Bodies that have something before them, the most overdue first."""
    late, count, since = _late(now), func.count(), func.min(col(Gate.opened_at))
    rows = session.exec(
        select(Body, count, late, since)
        .join(Gate, col(Gate.body_id) == col(Body.id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .where(Gate.state == GateState.OPEN, visible_to(viewer))
        .group_by(col(Body.id))
        .order_by(late.desc(), count.desc(), col(Body.sort_key))
        .limit(SHOWN)
    ).all()
    return [BodyCount(*row) for row in rows]


def _late(now: datetime) -> ColumnElement[int]:
    return func.count(case((troubled(Trouble.OVERDUE, now=now), 1)))
