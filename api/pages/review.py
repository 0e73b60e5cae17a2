"""The mailed link. It finds the task and never decides: GET and HEAD change nothing.

`/r/{token}` puts the task into a signed cookie and leads to `/task`, so that the token leaves the
address bar. Deciding takes a POST with the form's nonce and the code printed in the mail.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.cookies import TASK
from api.dependencies import Attempt, Attempting, Now, Transaction
from api.errors import status_of
from api.nonces import FormIsOurs
from api.pages.deciding import Typed, Way, decide_as_shown, faults, task_page, typed
from api.pages.files import file_response
from api.pages.rendering import page
from api.refusals import FormStale
from api.web import web_of
from approvals.commands.decide import Decide
from approvals.commands.open_link import find_link, is_live, try_code
from approvals.domain.refusals import (
    AttachmentNotFound,
    CodeTriesUsedUp,
    CodeWrong,
    LinkNotUsable,
)
from approvals.queries import links
from approvals.queries.task_page import Task
from approvals.queries.task_page import task as task_of
from core.refusal import Refusal
from models.enums import AssignmentState
from models.mail import Link

router = APIRouter(include_in_schema=False)
OPEN_FOR = timedelta(minutes=30)
_SEVERAL = 5  # tasks that one browser may have open in tabs


@router.get("/r/{token}")
def open_link(request: Request, session: Transaction, now: Now, token: str) -> Response:
    """Find the task. Unknown, expired and revoked links look alike."""
    link = find_link(session, token, key=web_of(request).key)
    if link is None or _task(session, link, now=now) is None:
        return _unusable(request)
    response = RedirectResponse("/task", status_code=303)
    _keep_open(request, response, link.id, now=now)
    return response


@router.get("/task")
def see_task(request: Request, session: Transaction, now: Now) -> Response:
    """The task of the link opened last: to decide, or what was decided."""
    opened = _opened(request, now=now)
    link = links.by_id(session, opened[-1]) if opened else None
    task = _task(session, link, now=now) if link else None
    if link is None or task is None:
        return _unusable(request)
    response = _page(request, task, link.id)
    _keep_open(request, response, link.id, now=now)
    return response


@router.post("/task/decision")
def decide_by_link(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(typed)],
    link_id: Annotated[str, Form(alias="link")] = "",
) -> Response:
    """Decide, once everything is there and the code is right; otherwise the same page again."""
    opened = next((one for one in _opened(request, now=now) if str(one) == link_id), None)
    found = attempt(lambda session: _found(session, opened, now=now))
    if isinstance(found, Refusal):
        return page(request, "task_lost.html", status=status_of(found), here="/task", typed=typed)
    link, task = found
    refusals = list(faults(task, typed, with_code=True)) if ours else [FormStale()]
    if not refusals and task.assignment.state is AssignmentState.ACTIVE:
        refusals = list(_try(request, attempt, task, link, typed, now=now))
    if refusals:
        return _page(request, task, link.id, typed=typed, refusals=tuple(refusals))
    response = RedirectResponse("/task", status_code=303)
    _keep_open(request, response, link.id, now=now)
    return response


@router.get("/task/files/{attachment_id:uuid}")
def download(request: Request, session: Transaction, now: Now, attachment_id: UUID) -> Response:
    """An evidence file of any task this browser has open."""
    for link_id in reversed(_opened(request, now=now)):
        link = links.by_id(session, link_id)
        task = _task(session, link, now=now) if link else None
        for attachment in task.attachments if task else ():
            if attachment.id == attachment_id:
                return file_response(request, attachment)
    raise AttachmentNotFound(attachment=attachment_id)


def _try(  # noqa: PLR0913 -- the code, then the decision
    request: Request, attempt: Attempting, task: Task, link: Link, typed: Typed, *, now: datetime
) -> Iterator[Refusal]:
    """Try the code, in a transaction of its own so that it counts; then decide."""
    key = web_of(request).key
    left = attempt(lambda session: try_code(session, link.id, typed.code, key=key))
    if isinstance(left, Refusal):
        yield left
    elif left is not None:
        yield CodeWrong(tries_left=left) if left else CodeTriesUsedUp()
    elif typed.chosen is not None:
        command = Decide(
            assignment_id=task.assignment.id,
            person_id=task.person.id,
            choice=typed.chosen,
            reason=typed.reason,
            decision_number=typed.decision_number,
            via="link",
            link_id=link.id,
        )
        done = attempt(lambda session: decide_as_shown(session, command, typed.shown, now=now))
        if isinstance(done, Refusal):
            yield done


def _found(session: Session, link_id: UUID | None, *, now: datetime) -> tuple[Link, Task]:
    link = links.by_id(session, link_id) if link_id else None
    task = _task(session, link, now=now) if link else None
    if link is None or task is None:
        raise LinkNotUsable
    return link, task


def _task(session: Session, link: Link, *, now: datetime) -> Task | None:
    """What a link leads to: a task, or what was decided there. None when it leads nowhere."""
    if link.expires_at <= now:
        return None
    task = task_of(session, link.assignment_id)
    decided = task is not None and task.assignment.state is AssignmentState.DECIDED
    return task if decided or is_live(link, now=now) else None


def _page(
    request: Request,
    task: Task,
    link_id: UUID,
    *,
    typed: Typed | None = None,
    refusals: tuple[Refusal, ...] = (),
) -> HTMLResponse:
    request.state.person_language = task.person.language.value
    return task_page(
        request,
        task,
        Way(action="/task/decision", files="/task/files", here="/task", link_id=link_id),
        typed=typed,
        refusals=refusals,
    )


def _unusable(request: Request) -> HTMLResponse:
    return page(request, "link_unusable.html", status=status_of(LinkNotUsable()), here="/")


def _opened(request: Request, *, now: datetime) -> list[UUID]:
    """The links this browser has open, the newest last."""
    cookies = web_of(request).cookies
    value = cookies.signed_value(TASK, cookies.read(request, TASK), now=now)
    return [UUID(one) for one in (value or "").split(".") if one]


def _keep_open(request: Request, response: Response, link_id: UUID, *, now: datetime) -> None:
    """Open for another half hour, beside what other tabs show."""
    others = [one for one in _opened(request, now=now) if one != link_id]
    value = ".".join(map(str, [*others, link_id][-_SEVERAL:]))
    cookies = web_of(request).cookies
    cookies.write(response, TASK, cookies.sign(TASK, value, until=now + OPEN_FOR), lasts=OPEN_FOR)
