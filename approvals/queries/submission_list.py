"""Submissions with their progress, as far as a viewer may see their dossiers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as select_rows  # SQLModel's own takes at most four tables
from sqlmodel import Session, col, or_, select

from approvals.domain.refusals.missing import SubmissionNotFound
from approvals.queries.dossier_filters import Trouble, here, troubled
from approvals.queries.paging import Cursor, Order, Page, Query, page_of
from approvals.queries.visibility import Viewer, visible_to
from core.vietnamese import clean, search_key
from models.bodies import Body, Person
from models.dossiers import Dossier, Submission
from models.enums import DossierState
from models.gates import Gate
from models.rules import Campaign

PAGE = 50
NEWEST_FIRST = Order("newest", (col(Submission.submitted_at), col(Submission.id)), descending=True)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the dossiers of a submission are; only those the viewer may see are counted."""

    states: Mapping[DossierState, int] = field(default_factory=dict)
    overdue: int = 0

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def ended(self) -> int:
        """How many have been awarded, declined or withdrawn."""
        still = (DossierState.UNDER_REVIEW, DossierState.RETURNED)
        return sum(count for state, count in self.states.items() if state not in still)


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission; `filed_by` is who sent it."""

    submission: Submission
    body: Body
    campaign: Campaign
    filed_by: Person
    progress: Progress


def submissions(  # noqa: PLR0913 -- what is asked for, each by name
    session: Session,
    viewer: Viewer,
    *,
    now: datetime,
    search: str = "",
    campaign: str = "",
    cursor: Cursor | None = None,
    limit: int = PAGE,
) -> Page[SubmissionRow]:
    """One page of the submissions with at least one dossier the viewer may see, newest first.

    `search` finds parts of the number, or of the body's name without diacritics.
    """
    query = _joined().where(_seen_by(viewer), *_narrowed(search, campaign))
    page = page_of(session, query, NEWEST_FIRST, cursor, limit=limit)
    return Page(_rows(session, viewer, page.rows, now=now), page.previous, page.next)


def submission(
    session: Session, viewer: Viewer, submission_id: UUID | str, *, now: datetime
) -> SubmissionRow:
    """One submission; raises `SubmissionNotFound` also when none of it is theirs to see."""
    key = _uuid(submission_id)
    if key is None:
        raise SubmissionNotFound(submission=clean(str(submission_id)))
    found = session.execute(_joined().where(_seen_by(viewer), col(Submission.id) == key)).all()
    if not found:
        raise SubmissionNotFound(submission=key)
    return _rows(session, viewer, found, now=now)[0]


def may_have_list(viewer: Viewer, found: SubmissionRow) -> bool:
    """Whether somebody may have papers that name everybody on it."""
    return viewer.national or found.body.id in viewer.subtree


def _joined() -> Query:
    columns: tuple[Any, ...] = (Submission, Body, Campaign, Person)
    return (
        select_rows(*columns)
        .select_from(Submission)
        .join(Body, col(Body.id) == col(Submission.body_id))
        .join(Campaign, col(Campaign.id) == col(Submission.campaign_id))
        .join(Person, col(Person.id) == col(Submission.submitted_by_id))
    )


def _seen_by(viewer: Viewer) -> ColumnElement[bool]:
    seen = select(Dossier.submission_id).where(visible_to(viewer))
    return col(Submission.id).in_(seen)


def _narrowed(search: str, campaign: str) -> list[ColumnElement[bool]]:
    found = []
    if search:
        by_number = col(Submission.number).icontains(clean(search), autoescape=True)
        by_body = col(Body.search_key).contains(search_key(search), autoescape=True)
        found.append(or_(by_number, by_body))
    if campaign:
        found.append(col(Campaign.slug) == clean(campaign))
    return found


def _rows(
    session: Session, viewer: Viewer, rows: Collection[Any], *, now: datetime
) -> list[SubmissionRow]:
    progress = _progress(session, viewer, [submission.id for submission, *_ in rows], now=now)
    return [
        SubmissionRow(submission, body, campaign, person, progress.get(submission.id, Progress()))
        for submission, body, campaign, person in rows
    ]


def _progress(
    session: Session, viewer: Viewer, submission_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, Progress]:
    late = func.count(case((troubled(Trouble.OVERDUE, now=now), 1)))
    counted = session.exec(
        select(col(Dossier.submission_id), col(Dossier.state), func.count(), late)
        .join(Gate, here())
        .where(col(Dossier.submission_id).in_(submission_ids), visible_to(viewer))
        .group_by(col(Dossier.submission_id), col(Dossier.state))
    ).all()
    found: dict[UUID, Progress] = {}
    for submission_id, state, count, overdue in counted:
        before = found.get(submission_id, Progress())
        found[submission_id] = Progress({**before.states, state: count}, before.overdue + overdue)
    return found


def _uuid(text: UUID | str) -> UUID | None:
    try:
        return text if isinstance(text, UUID) else UUID(text)
    except ValueError:
        return None
