"""A body opens a public consultation on dossiers of one of its submissions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.refusals import AnswerMissing, FormStale
from approvals.commands.open_consultation import OpenConsultation, may_consult, open_consultation
from approvals.domain.consulting import Asked, asked_by, posting_of
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries import consultations, submission_list
from approvals.queries.consultations import Listed
from approvals.queries.submission_list import SubmissionRow
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from core.vietnamese import clean
from models.consultations import Consultation

router = APIRouter(include_in_schema=False)
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Typed:
    title: str = ""
    opens_on: str = ""
    working_days: str = ""
    dossiers: tuple[str, ...] = ()  # ids


@dataclass(frozen=True, slots=True)
class Offered:
    """Dossiers of a submission that must be posted and are not, and what the rules ask for."""

    found: SubmissionRow
    listed: Sequence[Listed]
    asked: Asked
    standing: Sequence[Consultation]


def read_opening(
    title: Annotated[str, Form()] = "",
    opens_on: Annotated[str, Form()] = "",
    working_days: Annotated[str, Form()] = "",
    dossier: Annotated[list[str] | None, Form()] = None,
) -> Typed:
    return Typed(clean(title)[:_LONGEST_TITLE], opens_on, working_days, tuple(dossier or ()))


@router.get("/submissions/{submission_id:uuid}/consultation")
def ask(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, submission_id: UUID
) -> HTMLResponse:
    offered = _offered(session, viewer, submission_id, now=now)
    every_one = tuple(str(one.dossier.id) for one in offered.listed)
    typed = Typed(opens_on=local_date(now).isoformat(), dossiers=every_one)
    return _opening(request, offered, typed)


@router.post("/submissions/{submission_id:uuid}/consultation")
def open_(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    submission_id: UUID,
    typed: Annotated[Typed, Depends(read_opening)],
) -> Response:
    offered = attempt(lambda session: _offered(session, viewer, submission_id, now=now))
    if isinstance(offered, Refusal):
        raise offered
    command = _command(viewer, submission_id, typed) if ours else FormStale()
    if isinstance(command, Refusal):
        return _opening(request, offered, typed, command)
    done = attempt(lambda session: open_consultation(session, command, now=now))
    if isinstance(done, Refusal):
        return _opening(request, offered, typed, done)
    return RedirectResponse(f"/consultations/{done.number}/comments", status_code=303)


def _offered(session: Session, viewer: Viewer, submission_id: UUID, *, now: datetime) -> Offered:
    """Raises `SubmissionNotFound`, `NotAllowedHere`."""
    found = submission_list.submission(session, viewer, submission_id, now=now)
    if not may_consult(viewer, found.body.id):
        raise NotAllowedHere
    listed, postings = [], []
    for under, one in consultations.may_be_listed(session, submission_id):
        posting = posting_of(under, one.award)
        if posting is not None:
            listed.append(one)
            postings.append(posting)
    standing = consultations.of_submission(session, submission_id)
    return Offered(found, listed, asked_by(postings), standing)


def _command(viewer: Viewer, submission_id: UUID, typed: Typed) -> OpenConsultation | Refusal:
    try:
        opens_on = date.fromisoformat(typed.opens_on)
        wanted = frozenset(UUID(one) for one in typed.dossiers)
        days = int(typed.working_days) if typed.working_days.strip() else None
    except ValueError:
        return AnswerMissing().at("working_days" if typed.opens_on else "opens_on")
    return OpenConsultation(
        submission_id=submission_id,
        dossier_ids=wanted,
        title=typed.title,
        opens_on=opens_on,
        working_days=days,
        opened_by_id=viewer.person.id,
    )


def _opening(
    request: Request, offered: Offered, typed: Typed, fault: Refusal | None = None
) -> HTMLResponse:
    return form_page(
        request,
        "consultation_new.html",
        fault,
        here=f"/submissions/{offered.found.submission.id}/consultation",
        offered=offered,
        typed=typed,
        longest=_LONGEST_TITLE,
    )
