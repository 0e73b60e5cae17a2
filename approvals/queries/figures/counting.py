"""What is counted, as conditions on a `Dossier`: the same for a figure and its list."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, or_, tuple_
from sqlmodel import Session, col, select

from approvals.domain.counted import (
    AGES,
    Age,
    Authority,
    Basis,
    Counted,
    Level,
    Pace,
    Work,
    level_of,
)
from approvals.queries import rules
from core.clock import local_moment
from models.bodies import Body
from models.dossiers import Dossier, Nominee, Submission
from models.enums import BodyKind, DossierState, GateState, NomineeKind
from models.gates import Gate

Moment: TypeAlias = SQLColumnExpression[datetime] | SQLColumnExpression[datetime | None]
JUDGED = (GateState.PASSED, GateState.RETURNED, GateState.REJECTED)


def conditions(session: Session, counted: Counted, *, today: date) -> Iterator[ColumnElement[bool]]:
    """All that `counted` says."""
    yield from _of_basis(counted)
    if counted.kind:
        yield col(Dossier.award_kind) == counted.kind
    if counted.submission_id:
        yield col(Dossier.submission_id) == counted.submission_id
    if counted.age:
        yield of_age(counted.age, today)
    if counted.recipient or counted.work:
        yield col(Dossier.nominee_id).in_(select(Nominee.id).where(*_of_nominee(counted)))
    if counted.level:
        yield of_awards(levels(session), {counted.level})
    if counted.authority:
        own = _own(session)
        yield own if counted.authority is Authority.OWN else ~own


def in_year(moment: Moment, year: int) -> ColumnElement[bool]:
    """That a moment falls into a year where the offices are."""
    begins, ends = (local_moment(date(one, 1, 1)) for one in (year, year + 1))
    return and_(moment >= begins, moment < ends)


def of_age(age: Age, today: date) -> ColumnElement[bool]:
    """That it was filed so many calendar days ago."""
    following = [days for days in AGES.values() if days > AGES[age]]
    filed = col(Dossier.submitted_at)
    begun = filed < _days_ago(AGES[age], today)
    return and_(begun, filed >= _days_ago(following[0], today)) if following else begun


def judged_in(year: int) -> ColumnElement[bool]:
    """That a `Gate` was decided in a year: passed, returned or rejected."""
    return and_(col(Gate.state).in_(JUDGED), in_year(col(Gate.closed_at), year))


def pace() -> ColumnElement[str]:
    """The `Pace` of a decided `Gate`: a limit is kept until the last day of it is over."""
    return case(
        (col(Gate.due_at).is_(None), Pace.UNLIMITED.value),
        (col(Gate.closed_at) < col(Gate.due_at), Pace.IN_TIME.value),
        else_=Pace.LATE.value,
    )


def levels(session: Session) -> dict[tuple[str, str], Level]:
    """Where each award of each rule set is decided. No edition changes a route."""
    return {
        (stored.id, code): level_of(award)
        for stored in rules.all_stored(session)
        for code, award in rules.rule_set(session, stored.id, 1).awards.items()
    }


def of_awards(known: dict[tuple[str, str], Level], wanted: set[Level]) -> ColumnElement[bool]:
    """That its award is decided at one of these levels."""
    awards = [award for award, level in known.items() if level in wanted]
    return tuple_(col(Dossier.rule_set_id), col(Dossier.award_code)).in_(awards)


def _of_basis(counted: Counted) -> Iterator[ColumnElement[bool]]:
    year = counted.year or 0
    match counted.basis:
        case Basis.FILED:
            yield in_year(col(Dossier.submitted_at), year)
            # What went on in its place is counted.
            yield col(Dossier.state) != DossierState.SETTLED_HERE
        case Basis.AWARDED:
            yield col(Dossier.state) == DossierState.AWARDED
            yield in_year(col(Dossier.closed_at), year)
        case Basis.JUDGED:
            judged = select(Gate.dossier_id).where(judged_in(year))
            if counted.stage:
                judged = judged.where(Gate.stage == counted.stage)
            if counted.pace:
                judged = judged.where(pace() == counted.pace.value)
            yield col(Dossier.id).in_(judged)
        case Basis.OPEN:
            yield col(Dossier.closed_at).is_(None)


def _of_nominee(counted: Counted) -> Iterator[ColumnElement[bool]]:
    if counted.recipient:
        yield col(Nominee.kind) == counted.recipient
    if counted.work:
        yield col(Nominee.kind) == NomineeKind.INDIVIDUAL
        yield col(Nominee.direct_worker).is_(counted.work is Work.DIRECT)


def _own(session: Session) -> ColumnElement[bool]:
    """That the body that filed it may give the award itself, as `authority_of` says."""
    known = levels(session)
    by_ministries = (
        select(Submission.id)
        .join(Body, col(Body.id) == col(Submission.body_id))
        .where(Body.kind == BodyKind.MINISTRY)
    )
    return or_(
        of_awards(known, {Level.GRASSROOTS}),
        of_awards(known, {Level.MINISTRY}) & col(Dossier.submission_id).in_(by_ministries),
    )


def _days_ago(days: int, today: date) -> datetime:
    """Whatever was before this was at least so many calendar days ago."""
    return local_moment(today - timedelta(days=days - 1))
