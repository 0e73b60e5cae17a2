"""What auditors narrow the list of all decisions to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Time, cast, func, union
from sqlmodel import Session, col, or_, select

from approvals.domain.deadlines import WorkingCalendar
from approvals.domain.office_hours import CLOSES, OPENS
from approvals.rules.calendar import vietnamese_calendar
from core.clock import ZONE, end_of, local_moment
from core.vietnamese import clean, search_key
from models.bodies import Body, Person
from models.dossiers import Dossier, Nominee, Submission
from models.enums import AssignmentState, Choice, GateMethod, GateState
from models.gates import Assignment, Ballot, Gate

_FEW = 1_000  # dossiers that are looked for one by one


class Said(StrEnum):
    """What somebody decided, as far as anybody may know it."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a password
    RETURN = "return"
    REJECT = "reject"
    UNTOLD = "untold"  # a vote in a secret ballot, or in one that is not over


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilters:
    """Empty values narrow nothing. Bodies are named by their slugs; both days are included.

    `person` is a part of a name, without diacritics, or a whole address: of whoever decided, or
    of whose duty it was. `judged_by` decided, `nominated_by` submitted the dossier. `search`
    finds dossiers by their codes and nominees' names.
    """

    search: str = ""
    person: str = ""
    judged_by: str = ""
    nominated_by: str = ""
    award: str = ""
    said: Said | None = None
    decided_from: date | None = None
    decided_to: date | None = None
    rule_set: str = ""
    overdue: bool = False
    undone: bool = False
    covered: bool = False
    off_hours: bool = False


# A vote is nobody's business before the ballot is over; a secret one left no ballot.
_OPEN_VOTE = (col(Gate.method) == GateMethod.BALLOT) & (col(Gate.state) == GateState.OPEN)
TOLD = col(Ballot.choice).is_not(None) & ~_OPEN_VOTE

OVERDUE = col(Assignment.decided_at) > col(Gate.due_at)
UNDONE = col(Assignment.state) == AssignmentState.UNDONE
COVERED = col(Assignment.decided_by_id) != col(Assignment.person_id)  # the few have an index


def decided_matching(session: Session, filters: DecisionFilters) -> list[ColumnElement[bool]]:
    """The filters, about `Assignment` joined with its `Gate`, `Dossier` and `Ballot`, if any.

    People, bodies and nominees are looked up first: of known ids the database knows how many rows
    they have, and finds the few without walking through the many.
    """
    return [
        col(Assignment.decided_at).is_not(None),
        *_about_dossier(session, filters),
        *_about_body(session, filters),
        *_about_person(session, filters),
        *_about_decision(filters),
        *_about_time(filters),
    ]


def off_hours() -> ColumnElement[bool]:
    """That offices were closed: `outside_office_hours`, for the database."""
    calendar = vietnamese_calendar()
    there = func.timezone(str(ZONE), col(Assignment.decided_at))
    day, clock = cast(there, Date), cast(there, Time)
    return ~_working(day, calendar) | (clock < OPENS) | (clock >= CLOSES)


def _working(day: ColumnElement[date], calendar: WorkingCalendar) -> ColumnElement[bool]:
    on_weekday = func.extract("isodow", day) <= 5  # noqa: PLR2004 -- Friday
    return day.not_in(calendar.days_off) & (on_weekday | day.in_(calendar.working_weekend_days))


def _about_dossier(session: Session, filters: DecisionFilters) -> Iterator[ColumnElement[bool]]:
    if filters.search:
        key = search_key(filters.search)
        named = (
            select(Dossier.id)
            .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
            .where(col(Nominee.search_key).contains(key, autoescape=True))
        )
        coded = select(Dossier.id).where(col(Dossier.code).contains(key.upper(), autoescape=True))
        few = session.execute(union(named, coded).limit(_FEW + 1)).scalars().all()
        either = few if len(few) <= _FEW else union(named, coded)
        yield col(Gate.dossier_id).in_(either)
    if filters.award:
        yield col(Dossier.award_code) == clean(filters.award)
    if filters.rule_set:
        yield col(Dossier.rule_set_id) == clean(filters.rule_set)


def _about_body(session: Session, filters: DecisionFilters) -> Iterator[ColumnElement[bool]]:
    if filters.judged_by:
        yield col(Gate.body_id).in_(_bodies(session, filters.judged_by))
    if filters.nominated_by:
        nominators = _bodies(session, filters.nominated_by)
        submitted = select(Submission.id).where(col(Submission.body_id).in_(nominators))
        yield col(Dossier.submission_id).in_(submitted)


def _bodies(session: Session, slug: str) -> Sequence[UUID]:
    return session.exec(select(Body.id).where(Body.slug == clean(slug))).all()


def _about_person(session: Session, filters: DecisionFilters) -> Iterator[ColumnElement[bool]]:
    if filters.person:
        named = session.exec(
            select(Person.id).where(
                or_(
                    col(Person.search_key).contains(search_key(filters.person), autoescape=True),
                    col(Person.email) == clean(filters.person).lower(),
                )
            )
        ).all()
        acted = COVERED & col(Assignment.decided_by_id).in_(named)
        yield or_(col(Assignment.person_id).in_(named), acted)


def _about_decision(filters: DecisionFilters) -> Iterator[ColumnElement[bool]]:
    if filters.said is Said.UNTOLD:
        yield ~TOLD
    elif filters.said:
        yield TOLD & (col(Ballot.choice) == Choice(filters.said))
    if filters.overdue:
        yield OVERDUE
    if filters.undone:
        yield UNDONE
    if filters.covered:
        yield COVERED


def _about_time(filters: DecisionFilters) -> Iterator[ColumnElement[bool]]:
    if filters.decided_from:
        yield col(Assignment.decided_at) >= local_moment(filters.decided_from)
    if filters.decided_to:
        yield col(Assignment.decided_at) < end_of(filters.decided_to)
    if filters.off_hours:
        yield off_hours()
