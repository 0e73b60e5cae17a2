"""A reviewer steps back from one dossier: first a page that says what that does."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.council_words import council_words, tally_without_votes
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.typed import LONGEST_REASON, clean_lines, faults_of_reason
from api.refusals import FormStale
from approvals.commands.recuse import Recuse, recuse
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.queries.task_page import Task, task_for
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.enums import AssignmentState

router = APIRouter(include_in_schema=False)
_WANTED = (AssignmentState.ACTIVE, AssignmentState.WAITING)


@router.get("/task/{assignment_id:uuid}/recuse")
def ask(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, assignment_id: UUID
) -> HTMLResponse:
    return _page(request, _wanted(session, viewer, assignment_id, now=now))


@router.post("/task/{assignment_id:uuid}/recuse")
def step_back(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    assignment_id: UUID,
    reason: Annotated[str, Form()] = "",
) -> Response:
    task = attempt(lambda session: _wanted(session, viewer, assignment_id, now=now))
    if isinstance(task, Refusal):
        raise task
    why = clean_lines(reason)
    refused = _fault(why, ours=ours)
    if refused is None:
        wish = Recuse(assignment_id=assignment_id, person_id=viewer.person.id, reason=why)
        done = attempt(lambda session: recuse(session, wish, now=now))
        refused = done if isinstance(done, Refusal) else None
    if refused is not None:
        return _page(request, task, why, refused)
    return RedirectResponse(f"/dossiers/{task.dossier.code}#asked", status_code=303)


def _wanted(session: Session, viewer: Viewer, assignment_id: UUID, *, now: datetime) -> Task:
    """The viewer's task, while their word is still wanted."""
    task = task_for(session, assignment_id, viewer.person.id, on=local_date(now))
    if task is None or task.assignment.state not in _WANTED:
        raise AssignmentNotFound(assignment=assignment_id)
    return task


def _fault(why: str, *, ours: bool) -> Refusal | None:
    return next(faults_of_reason(why), None) if ours else FormStale()


def _page(
    request: Request, task: Task, why: str = "", refusal: Refusal | None = None
) -> HTMLResponse:
    asked = [assignment for assignment, *_ in task.asked]
    ballot = task.rule.ballot
    left = tally_without_votes(task.gate, asked, less=1)
    return form_page(
        request,
        "recuse.html",
        refusal,
        here=f"/task/{task.assignment.id}/recuse",
        task=task,
        why=why,
        longest=LONGEST_REASON,
        council=council_words(task.gate, task.rule, asked, formats(language_of(request)), less=1),
        ends_it=ballot is not None and bool(left.missing) and not left.can_pass(ballot),
    )
