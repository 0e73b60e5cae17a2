"""What waits for the signed-in reviewer, and deciding without the mail's code: they are known."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.deciding import Typed, Way, decide_as_shown, faults, task_page, typed
from api.pages.files import file_response
from api.pages.rendering import page
from api.refusals import FormStale
from approvals.commands.decide import Decide
from approvals.domain.refusals import AssignmentNotFound, AttachmentNotFound
from approvals.queries import bodies
from approvals.queries.paging import Cursor
from approvals.queries.task_page import Task, count_waiting, waiting_for
from approvals.queries.task_page import task as task_of
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.enums import AssignmentState

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
    at: str = "",
) -> HTMLResponse:
    person_id = viewer.person.id
    waiting = waiting_for(session, person_id, Cursor.parse(at), limit=_ON_A_PAGE)
    return page(
        request,
        "inbox.html",
        rows=waiting.rows,
        count=count_waiting(session, person_id),
        seats=bodies.seats_of(session, person_id, on=local_date(now)),
        previous_url=f"/inbox?at={waiting.previous}" if waiting.previous else None,
        next_url=f"/inbox?at={waiting.next}" if waiting.next else None,
    )


@router.get("/task/{assignment_id:uuid}")
def see_own_task(
    request: Request, session: Transaction, viewer: CurrentViewer, assignment_id: UUID
) -> HTMLResponse:
    return task_page(request, _own(session, viewer, assignment_id), _way(assignment_id))


@router.post("/task/{assignment_id:uuid}/decision")
def decide_in_person(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(typed)],
    assignment_id: UUID,
) -> Response:
    task = attempt(lambda session: _own(session, viewer, assignment_id))
    if isinstance(task, Refusal):
        raise task
    refusals = list(faults(task, typed, with_code=False)) if ours else [FormStale()]
    if not refusals and typed.chosen is not None:
        command = Decide(
            assignment_id=assignment_id,
            person_id=viewer.person.id,
            choice=typed.chosen,
            reason=typed.reason,
            decision_number=typed.decision_number,
            via="inbox",
        )
        done = attempt(lambda session: decide_as_shown(session, command, typed.shown, now=now))
        refusals = [done] if isinstance(done, Refusal) else []
    if refusals:
        fresh = attempt(lambda session: _own(session, viewer, assignment_id))
        shown = task if isinstance(fresh, Refusal) else fresh
        return task_page(request, shown, _way(assignment_id), typed=typed, refusals=tuple(refusals))
    return RedirectResponse(f"/task/{assignment_id}", status_code=303)


@router.get("/task/{assignment_id:uuid}/files/{attachment_id:uuid}")
def download_own(
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    assignment_id: UUID,
    attachment_id: UUID,
) -> Response:
    for attachment in _own(session, viewer, assignment_id).attachments:
        if attachment.id == attachment_id:
            return file_response(request, attachment)
    raise AttachmentNotFound(attachment=attachment_id)


def _own(session: Session, viewer: Viewer, assignment_id: UUID) -> Task:
    """The viewer's own task; somebody else's is none that they may see."""
    task = task_of(session, assignment_id)
    if (
        task is None
        or task.person.id != viewer.person.id
        or task.assignment.state not in _OWN | {AssignmentState.CLOSED}
    ):
        raise AssignmentNotFound(assignment=assignment_id)
    return task


def _way(assignment_id: UUID) -> Way:
    here = f"/task/{assignment_id}"
    return Way(action=f"{here}/decision", files=f"{here}/files", here=here)
