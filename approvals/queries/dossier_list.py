"""The list of dossiers: filtered, searched, sorted and paged, within what a viewer may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from uuid import UUID

from sqlalchemy import ColumnElement, Date, case, func, literal_column, select, text
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col

from approvals.domain.refusals.searching import ListTooLong
from approvals.domain.route import stages_for
from approvals.domain.rule_set import AwardRule
from approvals.queries import rules
from approvals.queries.dossier_filters import Filters, conditions, here, is_of_gate
from approvals.queries.dossier_finding import few_matching
from approvals.queries.figures import counting
from approvals.queries.holders import Holders, holders_at
from approvals.queries.paging import Cursor, Order, Page, Query, page_of
from approvals.queries.rules import OF_ITS_RULES
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.bodies import Body
from models.dossiers import Dossier, Nominee, Submission
from models.enums import DossierState, Stage
from models.gates import Gate
from models.rules import Award

PAGE = 50
COUNTED = 1_000  # a longer list is "more than" this
_PORTION = 500  # put together at once

AtBody = aliased(Body)


class Sort(StrEnum):
    DUE = "due"  # what is overdue first; what has no time limit last
    WAITING = "waiting"  # the longest where it is now first
    CHANGED = "changed"  # the latest change first
    CODE = "code"
    NAME = "name"  # Vietnamese order: by given name


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the list. `gate` and `at`: where it is, was returned from, or has ended."""

    dossier: Dossier
    nominee: Nominee
    submission: Submission
    body: Body
    award: Award
    gate: Gate
    at: Body
    holders: Holders
    rule: AwardRule

    @property
    def route(self) -> tuple[Stage, ...]:
        """The stages this nominee meets for this award."""
        return route_of(self.rule, self.nominee)

    @property
    def whereabouts(self) -> Body:
        """Which body has it: the one that judges it, or the one that is to supplement it."""
        return self.body if self.dossier.state is DossierState.RETURNED else self.at

    @property
    def since(self) -> datetime:
        """When it came to where it is now."""
        return self.gate.closed_at or self.gate.opened_at


# What has no limit, or none any more, comes last. Both are the words of an index: no parameters.
_OPEN: ColumnElement[bool] = col(Gate.state) == literal_column("'open'")
_FAR = literal_column("DATE '9000-01-01'", Date)
_DUE = func.coalesce(case((_OPEN, col(Gate.due_on))), _FAR)
_SINCE = func.coalesce(col(Gate.closed_at), col(Gate.opened_at))
# Beside dossiers that tie, the one that was filed first: ids are made in the order of time.
_ORDERS = {
    Sort.DUE: Order("due", (_DUE, col(Gate.dossier_id))),
    Sort.WAITING: Order("waiting", (_SINCE, col(Gate.dossier_id))),
    Sort.CHANGED: Order("changed", (col(Dossier.changed_at), col(Dossier.id)), descending=True),
    Sort.CODE: Order("code", (col(Dossier.code),)),
    Sort.NAME: Order("name", (col(Nominee.sort_key), col(Nominee.id))),
}
_BY_GATE = (Sort.DUE, Sort.WAITING)
# No plan for parameters in general; and rows are in memory, or on disks that seek as they read.
_PLANNING = text(
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), "
    "set_config('random_page_cost', '1.1', true)"
)


def dossiers(  # noqa: PLR0913 -- what is asked for, each by name
    session: Session,
    viewer: Viewer,
    filters: Filters,
    *,
    now: datetime,
    sort: Sort = Sort.DUE,
    cursor: Cursor | None = None,
    limit: int = PAGE,
) -> Page[DossierRow]:
    """One page of the dossiers a viewer may see.

    Their ids are found first: a page puts few together, and an index may give the order.
    """
    found = _found(session, viewer, filters, sort, now=now)
    page = page_of(session, found, _ORDERS[sort], cursor, limit=limit)
    return Page(_rows(session, viewer, [id_ for (id_,) in page.rows]), page.previous, page.next)


def whole(  # noqa: PLR0913 -- what is asked for, each by name
    session: Session,
    viewer: Viewer,
    filters: Filters,
    *,
    now: datetime,
    sort: Sort = Sort.DUE,
    most: int,
) -> Iterator[DossierRow]:
    """All of them in this order, as they are at one moment, put together a portion at a time.

    Raises `ListTooLong` before the first when there are more than `most`.
    """
    order = [
        column.desc() if _ORDERS[sort].descending else column for column in _ORDERS[sort].columns
    ]
    found = _found(session, viewer, filters, sort, now=now).order_by(*order).limit(most + 1)
    ids = session.execute(found).scalars().all()
    if len(ids) > most:
        raise ListTooLong(limit=most)
    return chain.from_iterable(
        _rows(session, viewer, ids[begin : begin + _PORTION])
        for begin in range(0, len(ids), _PORTION)
    )


def of_ids(session: Session, viewer: Viewer, ids: Sequence[UUID]) -> list[DossierRow]:
    """The lines of these dossiers, in this order. Whether they may be seen was asked before."""
    return _rows(session, viewer, ids)


def count(session: Session, viewer: Viewer, filters: Filters, *, now: datetime) -> int:
    """How many there are, at most one more than `COUNTED`."""
    found = _found(session, viewer, filters, None, now=now).limit(COUNTED + 1)
    counted = session.execute(select(func.count()).select_from(found.subquery()))
    return int(counted.scalar_one())


def route_of(award: AwardRule, nominee: Nominee) -> tuple[Stage, ...]:
    """The stages a nominee meets, in order."""
    return tuple(rule.stage for rule in stages_for(award, nominee.kind))


def _found(
    session: Session, viewer: Viewer, filters: Filters, sort: Sort | None, *, now: datetime
) -> Query:
    """Their ids, joined with nothing but what they are filtered and sorted by.

    Each set of filters gets a plan of its own: how to find few differs from how to find many.
    """
    session.execute(_PLANNING)
    query = select(col(Dossier.id))
    few = few_matching(session, filters)
    if few is not None:
        query = query.where(col(Dossier.id).in_(few.ids))
        filters = few.left
    if filters.search or sort is Sort.NAME:
        query = query.join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
    if filters.search:
        query = query.join(Submission, col(Submission.id) == col(Dossier.submission_id))
    if is_of_gate(filters) or sort in _BY_GATE:
        query = query.join(Gate, _placed(filters)).where(*_known_of_gate(filters, sort))
    if filters.counted:
        today = local_date(now)
        query = query.where(*counting.conditions(session, filters.counted, today=today))
    return query.where(*conditions(viewer, filters, now=now))


def _placed(filters: Filters) -> ColumnElement[bool]:
    """`here`, said shorter where the gate is open: a dossier has one such gate at most."""
    if is_of_gate(filters) or filters.state is DossierState.UNDER_REVIEW:
        return (col(Gate.dossier_id) == col(Dossier.id)) & _OPEN
    return here()


def _known_of_gate(filters: Filters, sort: Sort | None) -> Iterator[ColumnElement[bool]]:
    """What filters of dossiers say of the gate as well, so that its indexes can be used."""
    if filters.stage:
        yield col(Gate.stage) == filters.stage
    if filters.state not in {None, DossierState.UNDER_REVIEW} and sort is Sort.DUE:
        yield _DUE == _FAR


def _rows(session: Session, viewer: Viewer, ids: Sequence[UUID]) -> list[DossierRow]:
    """Everything a line shows, in the order of these ids."""
    joined = (
        select(Dossier, Nominee, Submission, Body, Award, Gate, AtBody)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .join(Award, OF_ITS_RULES)
        .join(Gate, here())
        .join(AtBody, col(AtBody.id) == col(Gate.body_id))
        .where(col(Dossier.id).in_(ids))
        .options(defer(Dossier.achievements, raiseload=True))  # type: ignore[arg-type]
    )
    found = {dossier.id: (dossier, *rest) for dossier, *rest in session.execute(joined)}
    rows = [found[id_] for id_ in ids if id_ in found]  # what moved meanwhile is somewhere else
    holding = holders_at(session, viewer, [gate.id for *_, gate, _ in rows])
    under = rules.rules_of_all(session, [dossier for dossier, *_ in rows])
    return [
        DossierRow(
            dossier=dossier,
            nominee=nominee,
            submission=submission,
            body=body,
            award=award,
            gate=gate,
            at=at,
            holders=holding.get(gate.id, Holders()),
            rule=under[dossier.edition_key].award(dossier.award_code),
        )
        for dossier, nominee, submission, body, award, gate, at in rows
    ]
