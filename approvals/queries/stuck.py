"""What is stuck, where and why: counted and listed from `open_dossier`, within a scope."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, any_, case, func, tuple_
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.domain.why_stuck import CAUSES, Cause
from approvals.queries.paging import Cursor, Order, Page, page_of
from approvals.queries.visibility import NATIONAL, RUNNING, Viewer, judged_by_blocs, members_of
from models.bodies import BlocMembership, Body
from models.dossiers import Dossier, Nominee
from models.enums import DossierState, Stage
from models.open_dossiers import FlowByDay, OpenDossier
from models.rules import Campaign

DESK = NATIONAL | RUNNING  # offices that are told what is stuck
BODIES = 10  # shown of those that have something before them


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the dashboard is narrowed to; empty values narrow nothing.

    Bodies and campaigns are named by their slugs: `body` submitted a dossier, `at` has it now.
    """

    stage: Stage | None = None
    award: str = ""
    body: str = ""
    at: str = ""
    campaign: str = ""


def conditions(viewer: Viewer, scope: Scope) -> list[ColumnElement[bool]]:
    """The scope as conditions on `OpenDossier`, always within what the viewer's desk is told of.

    For the board that is everything. For others: what bodies whose desk they run submitted, or
    bodies below these, or members of their bloc for it; and what is before them now. All of it
    they may see (`visible_to`), which this says of one narrow table, for its indexes.
    """
    found: list[ColumnElement[bool]] = []
    if not viewer.national:
        theirs: list[ColumnElement[bool]] = [
            col(OpenDossier.body_id).in_(viewer.desk),
            (col(OpenDossier.state) == DossierState.UNDER_REVIEW)
            & col(OpenDossier.at_id).in_(viewer.runs),
        ]
        if viewer.blocs:
            theirs.append(_for_their_blocs(viewer))
        found.append(or_(*theirs))
    if scope.stage:
        found.append(col(OpenDossier.stage) == scope.stage)
    if scope.at:
        found.append(col(OpenDossier.at_id).in_(_body(scope.at)))
    return [*found, *as_filed(OpenDossier, scope)]


def _for_their_blocs(viewer: Viewer) -> ColumnElement[bool]:
    """That a member of the viewer's bloc submitted it, and that it meets a bloc on its way.

    The index leads to what members submitted; of that alone it is asked of which kind it is.
    """
    bodies = members_of(viewer).with_only_columns(col(BlocMembership.member_id))
    kind = (
        select(col(Nominee.kind))
        .join(Dossier, col(Dossier.nominee_id) == col(Nominee.id))
        .where(col(Dossier.id) == col(OpenDossier.dossier_id))
        .correlate(OpenDossier)
        .scalar_subquery()
    )
    return and_(
        col(OpenDossier.body_id) == any_(func.array(bodies.scalar_subquery())),
        tuple_(col(OpenDossier.body_id), col(OpenDossier.campaign_id)).in_(members_of(viewer)),
        judged_by_blocs(viewer, col(OpenDossier.award_code)),
        judged_by_blocs(viewer, col(OpenDossier.award_code), kind),
    )


def as_filed(
    table: type[OpenDossier] | type[FlowByDay], scope: Scope
) -> Iterator[ColumnElement[bool]]:
    """What a scope says of how dossiers were filed: of which award, by whom, in which campaign."""
    if scope.award:
        yield col(table.award_code) == scope.award
    if scope.body:
        yield col(table.body_id).in_(_body(scope.body))
    if scope.campaign:
        wanted = select(Campaign.id).where(Campaign.slug == scope.campaign)
        yield col(table.campaign_id).in_(wanted)


def _body(slug: str) -> SelectOfScalar[UUID]:
    return select(Body.id).where(Body.slug == slug).correlate(None)


_LONGEST_FIRST = Order("since", (col(OpenDossier.since), col(OpenDossier.dossier_id)))


def stuck_ids(  # noqa: PLR0913 -- what is asked for, each by name
    session: Session,
    viewer: Viewer,
    scope: Scope,
    *,
    cause: str = "",
    cursor: Cursor | None = None,
    limit: int,
) -> Page[UUID]:
    """Dossiers that are stuck, by this cause or any; the longest where it is first."""
    wanted = col(OpenDossier.cause) == cause if cause else col(OpenDossier.cause).is_not(None)
    query = select_rows(col(OpenDossier.dossier_id)).where(wanted, *conditions(viewer, scope))
    page = page_of(session, query, _LONGEST_FIRST, cursor, limit=limit)
    return Page([dossier_id for (dossier_id,) in page.rows], page.previous, page.next)


@dataclass(frozen=True, slots=True)
class CauseCount:
    """Dossiers that are stuck by one cause. `since`: when the first of them came where it is."""

    cause: Cause
    dossiers: int
    since: datetime


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
class Figures:
    """`causes` in the order of `CAUSES`, only those that occur."""

    causes: Sequence[CauseCount]
    stages: Sequence[StageCount]

    @property
    def open(self) -> int:
        return sum(one.under_review + one.returned for one in self.stages)

    @property
    def stuck(self) -> int:
        return sum(one.dossiers for one in self.causes)


def figures(session: Session, viewer: Viewer, scope: Scope, *, now: datetime) -> Figures:
    """All counts of the dashboard. Run `survey` before, so that they are of this moment."""
    within = conditions(viewer, scope)
    return Figures(
        causes=_causes(session, within),
        stages=_stages(session, within, now=now),
    )


def _causes(session: Session, within: Sequence[ColumnElement[bool]]) -> list[CauseCount]:
    rows = session.execute(
        select(col(OpenDossier.cause), func.count(), func.min(col(OpenDossier.since)))
        .where(col(OpenDossier.cause).is_not(None), *within)
        .group_by(col(OpenDossier.cause))
    ).all()
    found = {code: (count, since) for code, count, since in rows}
    return [CauseCount(cause, *found[cause.code]) for cause in CAUSES if cause.code in found]


def _stages(
    session: Session, within: Sequence[ColumnElement[bool]], *, now: datetime
) -> list[StageCount]:
    rows = session.execute(
        select(col(OpenDossier.stage), col(OpenDossier.state), func.count(), _late(now))
        .where(*within)
        .group_by(col(OpenDossier.stage), col(OpenDossier.state))
    ).all()
    found: Mapping[tuple[Stage, DossierState], tuple[int, int]] = {
        (stage, state): (count, late) for stage, state, count, late in rows
    }
    return [_stage(found, stage) for stage in Stage]


def _stage(found: Mapping[tuple[Stage, DossierState], tuple[int, int]], stage: Stage) -> StageCount:
    under_review, overdue = found.get((stage, DossierState.UNDER_REVIEW), (0, 0))
    returned, _ = found.get((stage, DossierState.RETURNED), (0, 0))
    return StageCount(stage, under_review, overdue, returned)


def busiest(session: Session, viewer: Viewer, scope: Scope, *, now: datetime) -> list[BodyCount]:
    """Bodies that have something before them, those with most overdue first."""
    count, late = func.count(), _late(now)
    here = (
        select(col(OpenDossier.at_id), count, late, func.min(col(OpenDossier.since)))
        .where(OpenDossier.state == DossierState.UNDER_REVIEW, *conditions(viewer, scope))
        .group_by(col(OpenDossier.at_id))
        .order_by(late.desc(), count.desc(), col(OpenDossier.at_id))
        .limit(BODIES)
    )
    rows = session.execute(here).all()
    wanted = [body_id for body_id, *_ in rows]
    found = {one.id: one for one in session.exec(select(Body).where(col(Body.id).in_(wanted)))}
    return [BodyCount(found[body_id], *rest) for body_id, *rest in rows]


def _late(now: datetime) -> ColumnElement[int]:
    return func.count(case((col(OpenDossier.due_at) <= now, 1)))
