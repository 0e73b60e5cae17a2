"""The public roll of honour: awards that stand, read from the dossiers themselves.

What is not so any more is gone at once: no copy is kept. See docs/decisions/0038-roll-of-honour.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, literal_column
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from approvals.queries.paging import Cursor, Order, Page, Query, page_of
from approvals.queries.rules import OF_ITS_RULES
from core.clock import local_date, local_moment
from core.vietnamese import clean, search_key
from models.bodies import Body
from models.dossiers import Dossier, Nominee, Submission
from models.rules import Award

PAGE = 50
OFFERED = 500  # of each filter
_ORDER = Order("honours", (col(Dossier.closed_at), col(Dossier.id)), descending=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Empty values narrow nothing; `name` is found without diacritics, `body` with those below."""

    name: str = ""
    year: int | None = None  # of the decision
    body: str = ""  # its slug
    award: str = ""  # its code


@dataclass(frozen=True, slots=True)
class Honour:
    """Who was given what: all that the public may know."""

    dossier: Dossier
    nominee: Nominee
    body: Body  # that nominated them
    award: Award

    @property
    def decided_on(self) -> date:
        return local_date(self.dossier.closed_at or self.dossier.changed_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the filters offer: what occurs on the roll."""

    years: Sequence[int]
    awards: Sequence[Award]
    bodies: Sequence[Body]


def honours(
    session: Session, sought: Sought, *, cursor: Cursor | None = None, limit: int = PAGE
) -> Page[Honour]:
    """One page, the newest decision first."""
    found = page_of(session, _rows().where(*_narrowed(sought)), _ORDER, cursor, limit=limit)
    return Page([Honour(*row) for row in found.rows], found.previous, found.next)


def honour(session: Session, code: str) -> Honour | None:
    """One award by its dossier's code, in any letter case; None where the roll does not show it."""
    wanted = _rows().where(col(Dossier.code) == clean(code).upper())
    found = session.execute(wanted).first()
    return Honour(*found) if found else None


def offered(session: Session) -> Offered:
    """Awards are named as their newest rule set names them."""
    shown = _shown()
    given = select(Dossier.award_code).where(*shown).distinct()
    awards = session.exec(
        select(Award)
        .where(col(Award.code).in_(given))
        .order_by(col(Award.rule_set_id), col(Award.code))
        .limit(OFFERED)
    ).all()
    filed = (
        select(Submission.body_id)
        .join(Dossier, col(Dossier.submission_id) == col(Submission.id))
        .where(*shown)
        .distinct()
    )
    above = _with_those_above(filed)
    bodies = session.exec(
        select(Body).where(col(Body.id).in_(above)).order_by(col(Body.sort_key)).limit(OFFERED)
    ).all()
    return Offered(
        years=_years(session),
        awards=list({award.code: award for award in awards}.values()),
        bodies=bodies,
    )


def _shown() -> tuple[ColumnElement[bool], ...]:
    """The words of its index: an award stands, and nobody objected."""
    return (
        col(Dossier.state) == literal_column("'awarded'"),
        col(Dossier.hidden_at).is_(None),
    )


def _rows() -> Query:
    return (
        select_rows(Dossier, Nominee, Body, Award)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .join(Award, OF_ITS_RULES)
        .where(*_shown(), col(Nominee.erased_at).is_(None))
        .options(
            defer(Dossier.achievements, raiseload=True),  # type: ignore[arg-type]
            defer(Nominee.email, raiseload=True),  # type: ignore[arg-type]
        )
    )


def _narrowed(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.name:
        yield col(Nominee.search_key).contains(search_key(sought.name), autoescape=True)
    if sought.year:
        begins, ends = _bounds(sought.year)
        yield (col(Dossier.closed_at) >= begins) & (col(Dossier.closed_at) < ends)
    if sought.award:
        yield col(Dossier.award_code) == clean(sought.award)
    if sought.body:
        wanted = select_rows(col(Body.id)).where(col(Body.slug) == clean(sought.body))
        below = wanted.cte("below", recursive=True)
        below = below.union(
            select_rows(col(Body.id)).join(below, col(Body.parent_id) == below.c.id)
        )
        yield col(Submission.body_id).in_(select_rows(below.c.id))


def _with_those_above(filed: Query) -> Query:
    """Bodies that nominated, and those that they are under."""
    lowest = select_rows(col(Body.id), col(Body.parent_id)).where(col(Body.id).in_(filed))
    above = lowest.cte("above", recursive=True)
    above = above.union(
        select_rows(col(Body.id), col(Body.parent_id)).join(
            above, col(Body.id) == above.c.parent_id
        )
    )
    return select_rows(above.c.id)


def _years(session: Session) -> list[int]:
    """From the newest to the first: few, so that nothing has to be counted."""
    closed = col(Dossier.closed_at)
    first, last = session.execute(
        select_rows(func.min(closed), func.max(closed)).where(*_shown())
    ).one()
    return list(range(local_date(last).year, local_date(first).year - 1, -1)) if first else []


def _bounds(year: int) -> tuple[datetime, datetime]:
    return local_moment(date(year, 1, 1)), local_moment(date(year + 1, 1, 1))
