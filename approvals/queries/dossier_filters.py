"""What a list of dossiers may be narrowed to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.domain.counted import Counted
from approvals.queries.holders import named_to
from approvals.queries.reach import cannot_be_reached
from approvals.queries.visibility import Viewer, visible_to
from core.vietnamese import clean, search_key
from models.bodies import Body
from models.dossiers import Dossier, Nominee, Submission
from models.enums import AssignmentState, DossierState, GateState, Stage
from models.gates import Assignment, Gate, WrittenOpinion
from models.rules import Campaign


class Trouble(StrEnum):
    """Why a dossier does not move."""

    OVERDUE = "overdue"
    NOBODY_ASKED = "nobody_asked"  # no seat at its gate is held by somebody who may judge
    MAIL_REFUSED = "mail_refused"  # whoever is asked could not be written to


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Empty values narrow nothing. Bodies and campaigns are named by their slugs.

    `search` finds nominees without diacritics, and parts of codes and submission numbers.
    `body` submitted the dossier, `at` has it now, `holder_id` is asked about it now. `counted`: the
    dossiers that a figure counts.
    """

    search: str = ""
    state: DossierState | None = None
    stage: Stage | None = None
    award: str = ""
    body: str = ""
    at: str = ""
    campaign: str = ""
    submission_id: UUID | None = None
    holder_id: UUID | None = None
    trouble: Trouble | None = None
    counted: Counted | None = None


def conditions(viewer: Viewer, filters: Filters, *, now: datetime) -> list[ColumnElement[bool]]:
    """The filters, always within what the viewer may see.

    They are about `Dossier`; a search also about its `Nominee` and `Submission`, what `is_of_gate`
    also about the `Gate` where it is (see `here`): a query joins these. What is `counted` takes the
    rules as well, and is left to `figures.counting`.
    """
    return [
        visible_to(viewer),
        *_of_dossier(filters),
        *filed_with(filters),
        *_of_gate(viewer, filters),
        *([troubled(filters.trouble, now=now)] if filters.trouble else []),
    ]


def is_of_gate(filters: Filters) -> bool:
    """Whether a filter asks about the gate where a dossier is."""
    return bool(filters.at or filters.holder_id or filters.trouble)


def here() -> ColumnElement[bool]:
    """That a `Gate` is where its `Dossier` is, was returned from, or has ended: there is one."""
    return (
        (col(Gate.dossier_id) == col(Dossier.id))
        & (col(Gate.stage) == col(Dossier.stage))
        & (col(Gate.round) == col(Dossier.round))
        & (col(Gate.state) != literal_column("'undone'"))  # as its index says
    )


def troubled(trouble: Trouble, *, now: datetime) -> ColumnElement[bool]:
    """That a `Gate` is open and in this kind of trouble."""
    is_open = col(Gate.state) == GateState.OPEN
    asked = (
        select(Assignment.id)
        .where(col(Assignment.gate_id) == col(Gate.id), Assignment.state == AssignmentState.ACTIVE)
        .correlate(Gate)
    )
    match trouble:
        case Trouble.OVERDUE:
            return is_open & (col(Gate.due_at) <= now)
        case Trouble.NOBODY_ASKED:
            return is_open & ~asked.exists() & ~_envelopes().exists()
        case Trouble.MAIL_REFUSED:
            return is_open & asked.where(cannot_be_reached()).exists()


def _envelopes() -> SelectOfScalar[UUID]:
    """What absent members of a council sent to a `Gate`: their secretary is to open it."""
    return (
        select(WrittenOpinion.id)
        .join(Assignment, col(Assignment.id) == col(WrittenOpinion.assignment_id))
        .where(col(Assignment.gate_id) == col(Gate.id), Assignment.state == AssignmentState.DECIDED)
        .correlate(Gate)
    )


def matches(text: str) -> ColumnElement[bool]:
    """That a nominee's name, a code or a submission's number has this in it."""
    key = search_key(text)
    return or_(
        col(Nominee.search_key).contains(key, autoescape=True),
        col(Dossier.code).contains(key.upper(), autoescape=True),
        col(Submission.number).icontains(clean(text), autoescape=True),
    )


def _of_dossier(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.search:
        yield matches(filters.search)
    if filters.state:
        yield col(Dossier.state) == filters.state
    if filters.stage:
        yield col(Dossier.stage) == filters.stage
    if filters.award:
        yield col(Dossier.award_code) == clean(filters.award)


def filed_with(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.submission_id:
        yield col(Dossier.submission_id) == filters.submission_id
    filed = select(Submission.id).correlate(None)
    if filters.body:
        by = filed.join(Body, col(Body.id) == col(Submission.body_id))
        yield col(Dossier.submission_id).in_(by.where(Body.slug == clean(filters.body)))
    if filters.campaign:
        during = filed.join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        yield col(Dossier.submission_id).in_(during.where(Campaign.slug == clean(filters.campaign)))


def _of_gate(viewer: Viewer, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.at:
        wanted = select(Body.id).where(Body.slug == clean(filters.at)).correlate(None)
        yield (col(Gate.state) == GateState.OPEN) & col(Gate.body_id).in_(wanted)
    if filters.holder_id:  # nobody finds by name whom they would not be told
        yield (
            select(Assignment.id)
            .where(
                col(Assignment.gate_id) == col(Gate.id),
                Assignment.person_id == filters.holder_id,
                Assignment.state == AssignmentState.ACTIVE,
                named_to(viewer),
            )
            .correlate(Gate)
            .exists()
        )
