"""What waits for the signed-in reviewer, and deciding without the mail's code: they are known."""

from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, ProofShown, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.deciding import Typed, Way, faults, task_page, typed
from api.pages.files import file_response
from api.pages.inbox_search import InboxSearch, inbox_options
from api.pages.rendering import formats, page
from api.refusals import FormStale
from api.web import web_of
from approvals.commands.decide import Decide, decide
from approvals.commands.open_task import open_task
from approvals.domain.refusals.missing import AssignmentNotFound, AttachmentNotFound
from approvals.queries import agency_opinions, bodies, revocations
from approvals.queries.inbox import count_waiting, offered, waiting_for
from approvals.queries.task_page import Task, task_for
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.enums import AssignmentState, Proof

router = APIRouter(include_in_schema=False)
_ON_A_PAGE = 25

# Whose word was wanted at some time; others may not see the task at all.
_OWN = {AssignmentState.ACTIVE, AssignmentState.WAITING, AssignmentState.DECIDED}


@router.get("/inbox")
def inbox(
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    search: InboxSearch,
) -> HTMLResponse:
    narrowing = search.narrowing
    waiting = waiting_for(session, viewer, narrowing, search.cursor, limit=_ON_A_PAGE)
    return page(
        request,
        "inbox.html",
        rows=waiting.rows,
        revocations=revocations.awaited_at(session, viewer.headed),
        opinions=agency_opinions.awaited_from(session, agency_opinions.bodies_answered_for(viewer)),
        search=search,
        options=inbox_options(offered(session, viewer), formats(language_of(request))),
        count=count_waiting(session, viewer, narrowing),
        everything=count_waiting(session, viewer),
        seats=bodies.seats_of(session, viewer.person.id, on=local_date(now)),
        previous_url=search.address(cursor=waiting.previous) if waiting.previous else None,
        next_url=search.address(cursor=waiting.next) if waiting.next else None,
    )


@router.get("/task/{assignment_id:uuid}")
def see_own_task(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    proof: ProofShown,
    now: Now,
    assignment_id: UUID,
) -> HTMLResponse:
    return task_page(
        request, _own(session, viewer, assignment_id, now=now), _way(assignment_id, proof)
    )


@router.post("/task/{assignment_id:uuid}/opened", status_code=204)
def note_own_opened(
    attempt: Attempt, viewer: CurrentViewer, now: Now, ours: FormIsOurs, assignment_id: UUID
) -> None:
    """The page's own script says that it is being looked at; anything else is passed over."""
    if ours:
        attempt(partial(_opened, viewer=viewer, assignment_id=assignment_id, now=now))


@router.post("/task/{assignment_id:uuid}/decision")
def decide_in_person(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    proof: ProofShown,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(typed)],
    assignment_id: UUID,
) -> Response:
    task = attempt(lambda session: _own(session, viewer, assignment_id, now=now))
    if isinstance(task, Refusal):
        raise task
    refusals = list(faults(task, typed, with_code=False)) if ours else [FormStale()]
    if not refusals and typed.chosen is not None:
        command = Decide(
            assignment_id=assignment_id,
            person_id=viewer.person.id,
            choice=typed.chosen,
            reason=typed.reason,
            numbered=typed.numbered,
            shown=typed.shown,
            via="inbox",
            proof=proof,
            login_waived=web_of(request).settings.login_waived,
        )
        done = attempt(lambda session: decide(session, command, now=now))
        refusals = [done] if isinstance(done, Refusal) else []
    if refusals:
        fresh = attempt(lambda session: _own(session, viewer, assignment_id, now=now))
        shown = task if isinstance(fresh, Refusal) else fresh
        way = _way(assignment_id, proof)
        return task_page(request, shown, way, typed=typed, refusals=tuple(refusals))
    return RedirectResponse(f"/task/{assignment_id}", status_code=303)


@router.get("/task/{assignment_id:uuid}/files/{attachment_id:uuid}")
def download_own(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    assignment_id: UUID,
    attachment_id: UUID,
) -> Response:
    for attachment in _own(session, viewer, assignment_id, now=now).attachments:
        if attachment.id == attachment_id:
            return file_response(request, attachment)
    raise AttachmentNotFound(attachment=attachment_id)


def _opened(session: Session, *, viewer: Viewer, assignment_id: UUID, now: datetime) -> None:
    """Raises `AssignmentNotFound`."""
    open_task(session, _own(session, viewer, assignment_id, now=now).assignment.id, now=now)


def _own(session: Session, viewer: Viewer, assignment_id: UUID, *, now: datetime) -> Task:
    """The viewer's own task, or one they act in; others' are none that they may see."""
    task = task_for(session, assignment_id, viewer.person.id, on=local_date(now))
    if task is None or task.assignment.state not in _OWN | {AssignmentState.CLOSED}:
        raise AssignmentNotFound(assignment=assignment_id)
    return task


def _way(assignment_id: UUID, proof: Proof) -> Way:
    here = f"/task/{assignment_id}"
    return Way(action=f"{here}/decision", files=f"{here}/files", here=here, proof=proof)
