"""What moved until now, for pictures: the flow of a year or a campaign, and what left each stage.

Counted from `flow_by_day`, which knows who submitted a dossier but not before whom it was: the
`at` of a scope narrows nothing here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from sqlalchemy import ColumnElement, Date, Integer, cast, func, tuple_, type_coerce
from sqlmodel import Session, col, or_, select

from approvals.queries.stuck import Scope, as_filed
from approvals.queries.usual_ages import FEWEST
from approvals.queries.visibility import Viewer, judged_by_blocs, members_of
from models.enums import Stage
from models.open_dossiers import FlowByDay, FlowStep, UsualAge

WEEKS = 26  # of what left each stage
_YEAR = 52 * 7  # days that the flow goes back, unless it is of a campaign
_BY_DAY = 92  # days: a longer flow goes by weeks
_WEEK = 7
_ENDED = (FlowStep.AWARDED, FlowStep.DECLINED, FlowStep.WITHDRAWN, FlowStep.SETTLED_HERE)


@dataclass(frozen=True, slots=True)
class Flow:
    """How many dossiers were where at the end of each day of `days`.

    `ended`: since the first of these days. Empty where nothing ever moved.
    """

    days: Sequence[date]
    ended: Sequence[int]
    at: Mapping[Stage, Sequence[int]]
    returned: Sequence[int]


@dataclass(frozen=True, slots=True)
class Throughput:
    """How many dossiers left each stage in a week; `weeks` are Mondays, the last is not over."""

    weeks: Sequence[date]
    left: Mapping[Stage, Sequence[int]]

    @property
    def dossiers(self) -> int:
        return sum(map(sum, self.left.values()))


@dataclass(frozen=True, slots=True)
class Range:
    """In how many days gates were decided: half of them, 85 and 95 of 100; begun days count."""

    half: int
    in_85: int
    in_95: int


def flow(session: Session, viewer: Viewer, scope: Scope, *, today: date) -> Flow:
    """Day by day, or week by week where it is long. Not narrowed by `scope.stage`."""
    within = [col(FlowByDay.day) <= today, *_within(viewer, scope)]
    first = session.execute(select(func.min(col(FlowByDay.day))).where(*within)).scalar_one()
    if first is None:
        return Flow((), (), {}, ())
    days = _days(first - timedelta(days=1), today, whole=bool(scope.campaign))
    step = (days[1] - days[0]).days
    point = func.greatest(0, _since(days[0]) + (step - 1), type_=Integer) // step
    rows = session.execute(
        select(
            point.label("point"),
            col(FlowByDay.step),
            col(FlowByDay.stage),
            func.sum(col(FlowByDay.dossiers)),
        )
        .where(*within)
        .group_by("point", col(FlowByDay.step), col(FlowByDay.stage))
    ).all()
    submitted, ended = [0] * len(days), [0] * len(days)
    at = {stage: [0] * len(days) for stage in Stage}
    for here, moved, stage, count in rows:
        if moved is FlowStep.SUBMITTED:
            submitted[here] += count
        elif moved in _ENDED:
            ended[here] += count
        else:
            at[stage][here] += count if moved is FlowStep.CAME else -count
    return _added_up(days, submitted, ended, at)


def throughput(session: Session, viewer: Viewer, scope: Scope, *, today: date) -> Throughput:
    """What left each stage in each of the last weeks, however it left."""
    first = today - timedelta(days=today.weekday() + (WEEKS - 1) * _WEEK)
    left = {stage: [0] * WEEKS for stage in Stage if scope.stage in {None, stage}}
    rows = session.execute(
        select(
            (_since(first) // _WEEK).label("week"),
            col(FlowByDay.stage),
            func.sum(col(FlowByDay.dossiers)),
        )
        .where(
            col(FlowByDay.day) >= first,
            col(FlowByDay.day) <= today,
            col(FlowByDay.step) == FlowStep.LEFT,
            col(FlowByDay.stage).in_(left),
            *_within(viewer, scope),
        )
        .group_by("week", col(FlowByDay.stage))
    ).all()
    for week, stage, count in rows:
        left[stage][week] = int(count)
    return Throughput([first + timedelta(days=_WEEK * week) for week in range(WEEKS)], left)


def ranges(session: Session, scope: Scope) -> dict[Stage, Range]:
    """How long gates took, of the scope's award or of all, where enough were decided to tell."""
    found = ranges_of(session, [scope.award])
    return {
        stage: found[scope.award, stage]
        for stage in Stage
        if scope.stage in {None, stage} and (scope.award, stage) in found
    }


def ranges_of(session: Session, award_codes: Collection[str]) -> dict[tuple[str, Stage], Range]:
    """The same of several awards, by award and stage; an empty code is for all awards together."""
    told = select(UsualAge).where(
        col(UsualAge.closed) >= FEWEST, col(UsualAge.award_code).in_(award_codes)
    )
    return {
        (row.award_code, row.stage): Range(
            *map(_begun, (row.in_50_percent, row.in_85_percent, row.in_95_percent))
        )
        for row in session.exec(told)
    }


def _within(viewer: Viewer, scope: Scope) -> list[ColumnElement[bool]]:
    """Whoever does not see all is told of what bodies of their desk submitted.

    For a bloc also what its members did, for awards that come before blocs: of these all dossiers,
    since they are not counted by the kind of nominee.
    """
    return [*([] if viewer.national else [_of_desk(viewer)]), *as_filed(FlowByDay, scope)]


def _of_desk(viewer: Viewer) -> ColumnElement[bool]:
    own = col(FlowByDay.body_id).in_(viewer.desk)
    if not viewer.blocs:
        return own
    filed = tuple_(col(FlowByDay.body_id), col(FlowByDay.campaign_id)).in_(members_of(viewer))
    return or_(own, filed & judged_by_blocs(viewer, col(FlowByDay.award_code)))


def _since(day: date) -> ColumnElement[int]:
    return type_coerce(col(FlowByDay.day) - cast(day, Date), Integer)


def _days(first: date, today: date, *, whole: bool) -> list[date]:
    """From the first day to today in equal steps, at most a year unless it is to be whole."""
    start = first if whole else max(first, today - timedelta(days=_YEAR))
    step = 1 if (today - start).days <= _BY_DAY else _WEEK
    steps = -(-(today - start).days // step)
    return [today - timedelta(days=step * back) for back in range(steps, -1, -1)]


def _added_up(
    days: Sequence[date],
    submitted: Sequence[int],
    ended: Sequence[int],
    at: Mapping[Stage, Sequence[int]],
) -> Flow:
    in_all, gone = list(accumulate(submitted)), list(accumulate(ended))
    there = {stage: list(accumulate(moved)) for stage, moved in at.items()}
    returned = [
        came - left - sum(here)
        for came, left, *here in zip(in_all, gone, *there.values(), strict=True)
    ]
    return Flow(days, [count - gone[0] for count in gone], there, returned)


def _begun(took: timedelta) -> int:
    return max(1, -(-took // timedelta(days=1)))
