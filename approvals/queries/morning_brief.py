"""What the secretariat is told each morning: what changed since the brief before, and what is due.

`open_dossier` knows the present only, and no event says that time made a dossier stuck. So
`stuck_at_brief` keeps what the newest brief found, beside what the one before had found: between
these two moments each change is told once, and to all readers alike, whenever their mail leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Text, case, cast, delete, func, null, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import defer
from sqlmodel import Session, SQLModel, col, select

from approvals.domain.why_stuck import CAUSES, Cause
from approvals.queries.dossier_filters import here
from core.clock import end_of
from models.bodies import Body
from models.dossiers import Dossier, Nominee
from models.enums import DossierState
from models.gates import Gate
from models.open_dossiers import MorningBrief, OpenDossier, StuckAtBrief

LISTED = 5  # of each part: a mail that is read in one look


class Became(StrEnum):
    """What became of a dossier that was stuck."""

    WENT_ON = "went_on"  # it came to another gate
    MOVES_AGAIN = "moves_again"  # where it is
    RETURNED = "returned"
    AWARDED = "awarded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SETTLED_HERE = "settled_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a brief is about: from the one before up to `now`; what is due, up to a day."""

    since: datetime | None  # None: there was none before
    now: datetime
    due_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFigures:
    """How many. `causes` in the order of `CAUSES`, `became` in that of `Became`; none is 0."""

    causes: Mapping[Cause, int]
    new: int
    became: Mapping[Became, int]
    due: int

    @property
    def stuck(self) -> int:
        return sum(self.causes.values())

    @property
    def freed(self) -> int:
        return sum(self.became.values())


Place: TypeAlias = tuple[Dossier, Nominee, Gate, Body]


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A dossier that is told of. `gate` and `at`: where it is, or has ended.

    `cause` is a code: why it is stuck, or was, where it is told what became of it.
    """

    dossier: Dossier
    nominee: Nominee
    gate: Gate
    at: Body
    cause: str | None = None
    became: Became | None = None


def begin(session: Session, *, day: date, now: datetime) -> bool:
    """Whether the day's brief is ours to make: of several who try, one gets it."""
    made = insert(MorningBrief).values(day=day, made_at=now).on_conflict_do_nothing()
    return session.execute(made.returning(col(MorningBrief.day))).first() is not None


def made_before(session: Session, day: date) -> datetime | None:
    """When the last brief before this day's was made; None before there was any."""
    return session.exec(
        select(MorningBrief.made_at)
        .where(col(MorningBrief.day) < day)
        .order_by(col(MorningBrief.day).desc())
        .limit(1)
    ).first()


def note_stuck(session: Session, *, first: bool) -> None:
    """What is stuck now takes the place of what was; before the `first` brief, all was as now."""
    session.execute(delete(StuckAtBrief).where(col(StuckAtBrief.cause).is_(None)))
    session.execute(update(StuckAtBrief).values(before=col(StuckAtBrief.cause), cause=null()))
    stuck = select(
        col(OpenDossier.dossier_id),
        col(OpenDossier.cause),
        col(OpenDossier.cause) if first else null(),
    ).where(col(OpenDossier.cause).is_not(None))
    noted = insert(StuckAtBrief).from_select(["dossier_id", "cause", "before"], stuck)
    session.execute(
        noted.on_conflict_do_update(
            index_elements=["dossier_id"], set_={"cause": noted.excluded.cause}
        )
    )


def figures(session: Session, span: Span) -> BriefFigures:
    """All counts of the newest brief."""
    causes = _by_cause(session)
    became = _by_what_it_became(session, span)
    return BriefFigures(
        causes={cause: causes[cause.code] for cause in CAUSES if cause.code in causes},
        new=_count(session, StuckAtBrief, _NEW),
        became={one: became[one] for one in Became if one in became},
        due=_count(session, OpenDossier, _due(span)),
    )


def newly_stuck(session: Session) -> list[BriefLine]:
    """The first of those, the longest where it is first."""
    first = (
        select(col(StuckAtBrief.dossier_id), col(StuckAtBrief.cause))
        .join(OpenDossier, _ITS_ROW, isouter=True)
        .where(_NEW)
        .order_by(col(OpenDossier.since), col(StuckAtBrief.dossier_id))
        .limit(LISTED)
    )
    found = session.execute(first).all()
    places = _places(session, [dossier_id for dossier_id, _ in found])
    return [BriefLine(*places[dossier_id], cause=cause) for dossier_id, cause in found]


def freed(session: Session, span: Span) -> list[BriefLine]:
    """The first of those that came un-stuck, the oldest first."""
    first = (
        select(col(StuckAtBrief.dossier_id), col(StuckAtBrief.before), _became(span))
        .join(Dossier, col(Dossier.id) == col(StuckAtBrief.dossier_id))
        .join(OpenDossier, _ITS_ROW, isouter=True)
        .where(_FREED)
        .order_by(col(StuckAtBrief.dossier_id))
        .limit(LISTED)
    )
    found = session.execute(first).all()
    places = _places(session, [dossier_id for dossier_id, *_ in found])
    return [
        BriefLine(*places[dossier_id], cause=before, became=Became(became))
        for dossier_id, before, became in found
    ]


def falling_due(session: Session, span: Span) -> list[BriefLine]:
    """The first of those that are due soon, the most urgent first."""
    first = (
        select(OpenDossier.dossier_id)
        .where(_due(span))
        .order_by(col(OpenDossier.due_at), col(OpenDossier.since), col(OpenDossier.dossier_id))
        .limit(LISTED)
    )
    found = session.exec(first).all()
    places = _places(session, found)
    return [BriefLine(*places[dossier_id]) for dossier_id in found]


_NEW = col(StuckAtBrief.before).is_(None)
_FREED = col(StuckAtBrief.cause).is_(None)
_ITS_ROW = col(OpenDossier.dossier_id) == col(StuckAtBrief.dossier_id)


def _due(span: Span) -> ColumnElement[bool]:
    """Not what is overdue."""
    due_at = col(OpenDossier.due_at)
    return (due_at > span.now) & (due_at <= end_of(span.due_until))


def _became(span: Span) -> ColumnElement[str]:
    """Of a `Dossier` and its row in `OpenDossier`, which is gone once it has ended."""
    since = span.since or span.now
    return case(
        (col(Dossier.state) == DossierState.REVOKED, Became.AWARDED.value),
        (col(Dossier.state) != DossierState.UNDER_REVIEW, cast(col(Dossier.state), Text)),
        (col(OpenDossier.since) > since, Became.WENT_ON.value),
        else_=Became.MOVES_AGAIN.value,
    ).label("became")


def _count(session: Session, table: type[SQLModel], which: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(table).where(which)
    return session.exec(counted).one()


def _by_cause(session: Session) -> dict[str, int]:
    cause = col(StuckAtBrief.cause)
    counted = select(cause, func.count()).where(cause.is_not(None)).group_by(cause)
    return {code: many for code, many in session.execute(counted).all() if code}


def _by_what_it_became(session: Session, span: Span) -> dict[Became, int]:
    counted = (
        select(_became(span), func.count())
        .select_from(StuckAtBrief)
        .join(Dossier, col(Dossier.id) == col(StuckAtBrief.dossier_id))
        .join(OpenDossier, _ITS_ROW, isouter=True)
        .where(_FREED)
        .group_by("became")
    )
    return {Became(became): many for became, many in session.execute(counted).all()}


def _places(session: Session, dossier_ids: Sequence[UUID]) -> dict[UUID, Place]:
    """Who these dossiers are for, and where they are or have ended; by their ids."""
    rows = session.exec(
        select(Dossier, Nominee, Gate, Body)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Gate, here())
        .join(Body, col(Body.id) == col(Gate.body_id))
        .where(col(Dossier.id).in_(dossier_ids))
        .options(defer(Dossier.achievements, raiseload=True))  # type: ignore[arg-type]
    ).all()
    return {row[0].id: row for row in rows}
