"""A decision taken back, by whoever decided it: from a mailed link's receipt, or signed in."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now
from api.nonces import OwnForm
from api.pages.deciding import task_page
from api.pages.opened_link import decided_here, way_of
from api.pages.rendering import page
from approvals.commands.undo import Undo, undo
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)


@router.post("/task/undo", dependencies=[OwnForm])
def undo_by_link(
    request: Request, attempt: Attempt, now: Now, link: Annotated[str, Form()] = ""
) -> Response:
    """Only in the browser that decided: whoever else has the link learns nothing by it."""
    found = attempt(partial(decided_here, request=request, name=link, now=now))
    if isinstance(found, Refusal):
        raise found
    opened, task = found
    decided_by = task.assignment.decided_by_id or task.person.id
    command = Undo(assignment_id=task.assignment.id, person_id=decided_by, via="link")
    done = attempt(lambda session: undo(session, command, now=now))
    if isinstance(done, Refusal):
        return task_page(request, task, way_of(opened), refusals=(done,))
    return RedirectResponse("/task/undone", status_code=303)


@router.get("/task/undone")
def undone(request: Request) -> HTMLResponse:
    """What to expect now."""
    return page(request, "undone.html")


@router.post("/task/{assignment_id:uuid}/undo", dependencies=[OwnForm])
def undo_in_person(
    attempt: Attempt, viewer: CurrentViewer, now: Now, assignment_id: UUID
) -> Response:
    """The task to decide anew."""
    command = Undo(assignment_id=assignment_id, person_id=viewer.person.id, via="inbox")
    again = attempt(lambda session: undo(session, command, now=now))
    if isinstance(again, Refusal):
        raise again
    return RedirectResponse(f"/task/{again.id}", status_code=303)
