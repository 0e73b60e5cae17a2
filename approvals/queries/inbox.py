"""What waits for a person: listed, narrowed, counted, and several of it taken up together."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlalchemy.orm import class_mapper
from sqlmodel import Session, col, or_, select

from approvals.domain.rule_set import StageRule
from approvals.queries.cases import Case, cases_of
from approvals.queries.dossier_filters import matches
from approvals.queries.paging import Cursor, Order, Page, Query, page_of
from approvals.queries.rules import OF_ITS_RULES
from approvals.queries.visibility import Viewer
from core.vietnamese import clean
from models.bodies import Body
from models.dockets import Docket, DocketEntry
from models.dossiers import Dossier, Nominee, Submission
from models.enums import GONE, AssignmentState
from models.gates import Assignment, Gate
from models.rules import Award

TOGETHER = 1_000  # dossiers decided on at once
_OFFERED = 200  # of each filter
_NEVER = date.max  # a gate without a limit comes after all that have one

Row = TypeVar("Row", Award, Submission, Docket)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What an inbox may be narrowed to. Empty values narrow nothing."""

    search: str = ""
    award: str = ""
    submission_id: UUID | None = None
    docket_id: UUID | None = None


EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of an inbox."""

    assignment: Assignment
    gate: Gate
    dossier: Dossier
    nominee: Nominee
    award: Award
    submission: Submission
    nominated_by: Body


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody is asked, with what they judge and by which rules."""

    line: Waiting
    case: Case

    @property
    def rule(self) -> StageRule:
        return self.case.award.rule_at(self.line.gate.stage)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters of an inbox offer: what occurs in it, with how often."""

    awards: Sequence[tuple[Award, int]]
    submissions: Sequence[tuple[Submission, int]]
    dockets: Sequence[tuple[Docket, int]]


MOST_URGENT = Order("most_urgent", (func.coalesce(col(Gate.due_on), _NEVER), col(Assignment.id)))


def asked_of(viewer: Viewer) -> ColumnElement[bool]:
    """That an `Assignment` is somebody's to answer, or was answered by them."""
    return or_(
        col(Assignment.person_id) == viewer.person.id,
        col(Assignment.decided_by_id) == viewer.person.id,
        col(Assignment.id).in_(viewer.stands_in),
    )


def waits_for(viewer: Viewer) -> ColumnElement[bool]:
    """That an `Assignment` waits for somebody now."""
    return asked_of(viewer) & (col(Assignment.state) == AssignmentState.ACTIVE)


def waiting_for(
    session: Session,
    viewer: Viewer,
    narrowing: Narrowing = EVERYTHING,
    cursor: Cursor | None = None,
    *,
    limit: int,
) -> Page[Waiting]:
    """What waits for a person, the most urgent first."""
    query = _lines().where(waits_for(viewer), *_narrowed(narrowing))
    found = page_of(session, query, MOST_URGENT, cursor, limit=limit)
    return Page([Waiting(*row) for row in found.rows], found.previous, found.next)


def count_waiting(session: Session, viewer: Viewer, narrowing: Narrowing = EVERYTHING) -> int:
    """How much waits for a person."""
    counting = _joined(func.count()).where(waits_for(viewer), *_narrowed(narrowing))
    return int(session.execute(counting).scalar_one())


def together(
    session: Session,
    viewer: Viewer,
    narrowing: Narrowing = EVERYTHING,
    chosen: Collection[UUID] = (),
) -> list[Duty]:
    """What waits for a person, to be decided on at once: all that fits, or what of it was chosen.

    In a docket's order where it is narrowed to one, else the most urgent first; at most `TOGETHER`.
    """
    query = _lines().where(waits_for(viewer), *_narrowed(narrowing))
    if chosen:
        query = query.where(col(Assignment.id).in_(chosen))
    if narrowing.docket_id is None:
        query = query.order_by(*MOST_URGENT.columns)
    else:
        on_it = col(DocketEntry.docket_id) == narrowing.docket_id
        query = query.join(DocketEntry, (col(DocketEntry.gate_id) == col(Gate.id)) & on_it)
        query = query.order_by(col(DocketEntry.place), col(Dossier.code))
    return _duties(session, query.limit(TOGETHER))


def duties(session: Session, viewer: Viewer, assignment_ids: Sequence[UUID]) -> list[Duty]:
    """These of a person's duties, in this order, whatever has become of them meanwhile."""
    found = _duties(
        session, _lines().where(asked_of(viewer), col(Assignment.id).in_(assignment_ids))
    )
    place = {assignment_id: number for number, assignment_id in enumerate(assignment_ids)}
    return sorted(found, key=lambda duty: place[duty.line.assignment.id])


def duties_on(
    session: Session, viewer: Viewer, docket_id: UUID, codes: Collection[str]
) -> dict[str, UUID]:
    """A person's assignments at the gates of a docket, by the codes of these dossiers."""
    query = _joined(col(Dossier.code), col(Assignment.id)).where(
        asked_of(viewer),
        col(Assignment.state).not_in(GONE),
        col(Dossier.code).in_(codes),
        *_narrowed(Narrowing(docket_id=docket_id)),
    )
    return {row[0]: row[1] for row in session.execute(query).all()}


def offered(session: Session, viewer: Viewer) -> Offered:
    """By what an inbox may be narrowed; the most frequent first."""
    return Offered(
        awards=_counted(session, viewer, Award),
        submissions=_counted(session, viewer, Submission),
        dockets=_counted(session, viewer, Docket),
    )


def _counted(session: Session, viewer: Viewer, what: type[Row]) -> list[tuple[Row, int]]:
    how_many, key = func.count(), class_mapper(what).primary_key
    query = _joined(what, how_many)
    if what is Docket:
        query = query.join(DocketEntry, col(DocketEntry.gate_id) == col(Gate.id))
        query = query.join(Docket, col(Docket.id) == col(DocketEntry.docket_id))
    query = query.where(waits_for(viewer)).group_by(*key).order_by(how_many.desc(), *key)
    return [(row, count) for row, count in session.execute(query.limit(_OFFERED)).all()]


def _duties(session: Session, query: Query) -> list[Duty]:
    found = [Waiting(*row) for row in session.execute(query).all()]
    cases = cases_of(session, [line.dossier for line in found])
    return [Duty(line, cases[line.dossier.id]) for line in found]


def _lines() -> Query:
    return _joined(Assignment, Gate, Dossier, Nominee, Award, Submission, Body)


def _joined(*columns: Any) -> Query:  # noqa: ANN401 -- whatever can be selected
    """Everything a line shows or is narrowed by."""
    return (
        select_rows(*columns)
        .select_from(Assignment)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Award, OF_ITS_RULES)
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
    )


def _narrowed(narrowing: Narrowing) -> Iterator[ColumnElement[bool]]:
    if narrowing.search:
        yield matches(narrowing.search)
    if narrowing.award:
        yield col(Dossier.award_code) == clean(narrowing.award)
    if narrowing.submission_id:
        yield col(Submission.id) == narrowing.submission_id
    if narrowing.docket_id:
        wanted = select(DocketEntry.gate_id).where(DocketEntry.docket_id == narrowing.docket_id)
        yield col(Gate.id).in_(wanted)
