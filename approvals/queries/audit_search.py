"""Every decision there is, one a row, for auditors: narrowed, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, false, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from approvals.queries.decision_filters import (
    COVERED,
    OVERDUE,
    TOLD,
    UNDONE,
    DecisionFilters,
    decided_matching,
    off_hours,
)
from approvals.queries.paging import Cursor, Order, Page, Query, page_of
from approvals.queries.rules import OF_ITS_RULES
from models.bodies import Body, Person
from models.dossiers import Dossier, Nominee, Submission
from models.enums import Choice, GateMethod, Role
from models.gates import Assignment, Ballot, Gate
from models.rules import Award

PAGE = 50
COUNTED = 10_000  # more than that are "more than" this
EXPORTED = 10_000  # rows of a file

Acting = aliased(Person)
Nominating = aliased(Body)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision. `by` is whoever decided; `person`, whose duty it was.

    `choice` is None where nobody may know: in a secret ballot, and before a ballot is over. The
    fields are in the order of the columns that `_rows` selects.
    """

    assignment_id: UUID
    at: datetime
    code: str
    nominee: Nominee
    rule_set_id: str
    award: Award
    gate: Gate
    judged_by: Body
    nominated_by: Body
    person: Person
    by: Person
    role: Role
    choice: Choice | None
    overdue: bool
    undone: bool
    covered: bool
    off_hours: bool

    @property
    def voted(self) -> bool:
        return self.gate.method is GateMethod.BALLOT


_NEWEST_FIRST = Order("decided", (col(Assignment.decided_at), col(Assignment.id)), descending=True)


def decisions(
    session: Session,
    filters: DecisionFilters,
    *,
    cursor: Cursor | None = None,
    limit: int = PAGE,
) -> Page[Decided]:
    """One page. Their ids are found first, so that only a page's rows are put together."""
    page = page_of(session, _found(session, filters), _NEWEST_FIRST, cursor, limit=limit)
    rows = _rows(session, [assignment_id for (assignment_id,) in page.rows])
    return Page(rows, page.previous, page.next)


def count(session: Session, filters: DecisionFilters) -> int:
    """How many there are, at most one more than `COUNTED`."""
    found = _found(session, filters).limit(COUNTED + 1).subquery()
    return int(session.execute(select(func.count()).select_from(found)).scalar_one())


def _found(session: Session, filters: DecisionFilters) -> Query:
    return (
        select(col(Assignment.id))
        .select_from(Assignment)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .outerjoin(Ballot, col(Ballot.assignment_id) == col(Assignment.id))
        .where(*decided_matching(session, filters))
    )


def _rows(session: Session, assignment_ids: Sequence[UUID]) -> list[Decided]:
    flags = (func.coalesce(OVERDUE, false()), UNDONE, func.coalesce(COVERED, false()), off_hours())
    found = session.execute(
        select(
            col(Assignment.id),
            col(Assignment.decided_at),
            col(Dossier.code),
            Nominee,
            col(Dossier.rule_set_id),
            Award,
            Gate,
            Body,
            Nominating,
            Person,
            Acting,
            col(Assignment.role),
            case((TOLD, col(Ballot.choice))),
            *flags,
        )
        .select_from(Assignment)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Submission, col(Submission.id) == col(Dossier.submission_id))
        .join(Award, OF_ITS_RULES)
        .join(Body, col(Body.id) == col(Gate.body_id))
        .join(Nominating, col(Nominating.id) == col(Submission.body_id))
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(
            Acting,
            col(Acting.id) == func.coalesce(col(Assignment.decided_by_id), col(Person.id)),
        )
        .outerjoin(Ballot, col(Ballot.assignment_id) == col(Assignment.id))
        .where(col(Assignment.id).in_(assignment_ids))
        .order_by(col(Assignment.decided_at).desc(), col(Assignment.id).desc())
    ).all()
    return [Decided(*row) for row in found]
