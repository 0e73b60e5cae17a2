"""The mailed link. It finds the task and never decides: GET and HEAD change nothing.

`/r/{token}` notes the link in a signed cookie and leads to `/task`, whatever the token is, so that
it leaves the address bar. Deciding takes a POST with the form's nonce and the code printed in the
mail. A link that leads nowhere looks the same for whatever reason (docs/decisions/0014).
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import Attempt, Attempting, Now, possible_viewer
from api.limits import PerNetwork
from api.nonces import FormIsOurs
from api.pages.deciding import Typed, faults, still_asked, typed
from api.pages.files import file_response
from api.pages.link_codes import code_refused
from api.pages.opened_link import (
    DECIDED,
    OPENED,
    link_page,
    lost,
    may_be_seen,
    named,
    reached,
    task_of,
    way_of,
)
from api.refusals import FormStale
from api.web import web_of
from approvals.commands.decide import Decide, decide
from approvals.commands.open_link import try_code
from approvals.commands.open_task import open_task
from approvals.domain.refusals.missing import AttachmentNotFound
from approvals.domain.refusals.proving import CodeTriesUsedUp, LinkNotUsable
from approvals.queries.task_page import Task, task_for
from core.clock import local_date
from core.failpoints import failpoint
from core.ids import keyed_hash
from core.refusal import Refusal
from models.enums import AssignmentState, Assurance, Proof
from models.mail import Link

router = APIRouter(include_in_schema=False)


@router.get("/r/{token:path}", dependencies=[PerNetwork])
def open_link(request: Request, now: Now, token: str) -> Response:
    """The same for every token, without a look at the database."""
    response = RedirectResponse("/task", status_code=303)
    OPENED.add(request, response, keyed_hash(web_of(request).key, token).hex(), now=now)
    return response


@router.get("/task")
def see_task(request: Request, attempt: Attempt, now: Now) -> Response:
    """The task of the link opened last: to decide, or what was decided in this browser.

    A link that has ended leads the person it was mailed to on to their own task, if signed in.
    """
    name = next(reversed(OPENED.read(request, now=now)), "")
    found = attempt(partial(reached, request=request, name=name, now=now))
    if isinstance(found, Refusal):
        own = attempt(partial(_own_task, request=request, name=name, now=now))
        return (
            RedirectResponse(own, status_code=303) if isinstance(own, str) else lost(request, name)
        )
    link, task = found
    response = link_page(request, task, way_of(link))
    OPENED.add(request, response, name, now=now)
    return response


@router.post("/task/opened", status_code=204)
def note_opened(
    request: Request,
    attempt: Attempt,
    now: Now,
    ours: FormIsOurs,
    link: Annotated[str, Form()] = "",
) -> None:
    """The page's own script says that it is being looked at; anything else is passed over."""
    if ours and link in OPENED.read(request, now=now):
        attempt(partial(_opened, request=request, name=link, now=now))


@router.post("/task/decision")
def decide_by_link(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(typed)],
    link: Annotated[str, Form()] = "",
) -> Response:
    """Decide, once everything is there and the code is right; otherwise the same page again."""
    name = link if link in OPENED.read(request, now=now) else ""
    found = attempt(partial(reached, request=request, name=name, now=now))
    if isinstance(found, Refusal) and ours:
        found = _second_click(request, attempt, name, typed.code, now=now)
    if isinstance(found, Refusal):
        return lost(request, name, typed=typed)
    opened, task = found
    with_code = still_asked(request, task, way_of(opened)) is not Assurance.LOGIN
    refusals = list(faults(task, typed, with_code=with_code)) if ours else [FormStale()]
    if not refusals and task.assignment.state is AssignmentState.ACTIVE:
        refusals = list(_try(request, attempt, task, opened, typed, now=now))
    if any(isinstance(refusal, CodeTriesUsedUp) for refusal in refusals):
        return lost(request, name, typed=typed, refusal=CodeTriesUsedUp())
    if refusals:
        return link_page(request, task, way_of(opened), typed=typed, refusals=tuple(refusals))
    response = RedirectResponse("/task", status_code=303)
    OPENED.add(request, response, name, now=now)
    DECIDED.add(request, response, task.assignment.id.hex, now=now)
    return response


@router.get("/task/files/{attachment_id:uuid}")
def download(request: Request, attempt: Attempt, now: Now, attachment_id: UUID) -> Response:
    """An evidence file of any task this browser has open."""
    for name in reversed(OPENED.read(request, now=now)):
        found = attempt(partial(reached, request=request, name=name, now=now))
        if isinstance(found, Refusal):
            continue
        for attachment in found[1].attachments:
            if attachment.id == attachment_id:
                return file_response(request, attachment)
    raise AttachmentNotFound(attachment=attachment_id)


def _try(  # noqa: PLR0913 -- the code, then the decision
    request: Request, attempt: Attempting, task: Task, link: Link, typed: Typed, *, now: datetime
) -> Iterator[Refusal]:
    """Try the code, in a transaction of its own so that it counts; then decide."""
    web, asked = web_of(request), still_asked(request, task, way_of(link))
    wrong = code_refused(attempt, task, link, asked=asked, typed=typed.code, key=web.key, now=now)
    if wrong is not None:
        yield wrong
    elif typed.chosen is not None:
        command = Decide(
            assignment_id=task.assignment.id,
            person_id=task.reader.id,
            choice=typed.chosen,
            reason=typed.reason,
            numbered=typed.numbered,
            shown=typed.shown,
            via="link",
            link_id=link.id,
            proof=Proof.CODE if asked is Assurance.CODE else Proof.LINK,
            login_waived=web.settings.login_waived,
        )
        done = attempt(lambda session: decide(session, command, now=now))
        failpoint("decision-committed")
        if isinstance(done, Refusal):
            yield done


def _opened(session: Session, *, request: Request, name: str, now: datetime) -> None:
    """Raises `LinkNotUsable`."""
    _, task = reached(session, request=request, name=name, now=now)
    open_task(session, task.assignment.id, now=now)


def _second_click(
    request: Request, attempt: Attempting, name: str, code: str, *, now: datetime
) -> tuple[Link, Task] | Refusal:
    """What was decided a moment ago with this very link, shown again to who has its code."""
    used = attempt(partial(_used, name=name, now=now))
    if not isinstance(used, Refusal) and code:
        key = web_of(request).key
        if attempt(lambda session: try_code(session, used[0].id, code, key=key)) is None:
            return used
    return LinkNotUsable()


def _used(session: Session, *, name: str, now: datetime) -> tuple[Link, Task]:
    link = named(session, name)
    if link is not None and link.used_at is not None:
        task = task_of(session, link, now=now)
        if task is not None and may_be_seen(task, live=False):
            return link, task
    raise LinkNotUsable


def _own_task(session: Session, *, request: Request, name: str, now: datetime) -> str | None:
    """Where the signed-in person finds the task of a link that was mailed to them."""
    viewer = possible_viewer(request, session, now)
    link = named(session, name)
    if link is None or viewer is None:
        return None
    task = task_for(session, link.assignment_id, viewer.person.id, on=local_date(now))
    return f"/task/{task.assignment.id}" if task else None
