"""The list of dossiers: filtered, searched, sorted and paged, within what a viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col

from approvals.domain.route import stages_for
from approvals.domain.rule_set import AwardRule
from approvals.queries import rules
from approvals.queries.dossier_filters import Filters, conditions, here
from approvals.queries.holders import Holders, holders_at
from approvals.queries.paging import Cursor, Order, Page, Query, page_of
from approvals.queries.rules import OF_ITS_RULES
from approvals.queries.visibility import Viewer
from models.bodies import Body
from models.dossiers import Dossier, Nominee, Submission
from models.enums import GateState, Stage
from models.gates import Gate
from models.rules import Award

PAGE = 50
COUNTED = 10_000  # a longer list is "more than" this

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
    def since(self) -> datetime:
        """When it came to where it is now."""
        return self.gate.closed_at or self.gate.opened_at


# What has no limit, or none any more, comes last.
_FAR = date(9000, 1, 1)
_DUE = func.coalesce(case((col(Gate.state) == GateState.OPEN, col(Gate.due_on))), _FAR)
_SINCE = func.coalesce(col(Gate.closed_at), col(Gate.opened_at))
_ORDERS = {
    Sort.DUE: Order("due", (_DUE, col(Dossier.code))),
    Sort.WAITING: Order("waiting", (_SINCE, col(Dossier.code))),
    Sort.CHANGED: Order("changed", (col(Dossier.changed_at), col(Dossier.code)), descending=True),
    Sort.CODE: Order("code", (col(Dossier.code),)),
    Sort.NAME: Order("name", (col(Nominee.sort_key), col(Dossier.code))),
}


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
    """One page of the dossiers a viewer may see."""
    query = (
        _joined(Dossier, Nominee, Submission, Body, Award, Gate, AtBody)
        .where(*conditions(viewer, filters, now=now))
        .options(defer(Dossier.achievements, raiseload=True))  # type: ignore[arg-type]
    )
    page = page_of(session, query, _ORDERS[sort], cursor, limit=limit)
    return Page(_rows(session, viewer, page), page.previous, page.next)


def of_ids(session: Session, viewer: Viewer, ids: Sequence[UUID]) -> list[DossierRow]:
    """The lines of these dossiers, in this order. Whether they may be seen was asked before."""
    found = session.execute(
        _joined(Dossier, Nominee, Submission, Body, Award, Gate, AtBody)
        .where(col(Dossier.id).in_(ids))
        .options(defer(Dossier.achievements, raiseload=True))  # type: ignore[arg-type]
    ).all()
    rows = {row.dossier.id: row for row in _rows(session, viewer, Page(found))}
    return [rows[one] for one in ids if one in rows]


def count(session: Session, viewer: Viewer, filters: Filters, *, now: datetime) -> int:
    """How many there are, at most one more than `COUNTED`."""
    found = _joined(Dossier.id).where(*conditions(viewer, filters, now=now)).limit(COUNTED + 1)
    counted = session.execute(select(func.count()).select_from(found.subquery()))
    return int(counted.scalar_one())


def route_of(award: AwardRule, nominee: Nominee) -> tuple[Stage, ...]:
    """The stages a nominee meets, in order."""
    return tuple(rule.stage for rule in stages_for(award, nominee.kind))


def _joined(*columns: Any) -> Query:  # noqa: ANN401 -- whatever can be selected
    """Everything a line shows or is filtered by, with the gate of its present stage and round."""
    return (
        select(*columns)
        .select_from(Dossier)
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Body, col(Body.id) == col(Submission.body_id))
        .join(Award, OF_ITS_RULES)
        .join(Gate, here())
        .join(AtBody, col(AtBody.id) == col(Gate.body_id))
    )


def _rows(session: Session, viewer: Viewer, page: Page[Any]) -> list[DossierRow]:
    holding = holders_at(session, viewer, [gate.id for *_, gate, _ in page.rows])
    rule_sets = {
        id_: rules.rule_set(session, id_)
        for id_ in {dossier.rule_set_id for dossier, *_ in page.rows}
    }
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
            rule=rule_sets[dossier.rule_set_id].award(dossier.award_code),
        )
        for dossier, nominee, submission, body, award, gate, at in page.rows
    ]
