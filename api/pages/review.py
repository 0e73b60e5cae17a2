"""The mailed link. It finds the task and never decides: GET and HEAD change nothing.

`/r/{token}` notes the link in a signed cookie and leads to `/task`, whatever the token is, so that
it leaves the address bar. Deciding takes a POST with the form's nonce and the code printed in the
mail. A link that leads nowhere looks the same for whatever reason (docs/decisions/0014).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.cookies import RECEIPTS, TASK
from api.dependencies import Attempt, Attempting, Now, possible_viewer
from api.errors import status_of
from api.limits import PerNetwork, mail_limits, spend
from api.mail_at_once import send_after_answer
from api.nonces import FormIsOurs, OwnForm
from api.pages.deciding import Typed, Way, faults, still_asked, task_page, typed
from api.pages.files import file_response
from api.pages.link_codes import code_refused
from api.pages.rendering import page, sentence
from api.refusals import FormStale
from api.remembered import Remembered
from api.web import web_of
from approvals.commands.decide import Decide, decide
from approvals.commands.open_link import is_live, try_code
from approvals.domain.refusals import (
    AttachmentNotFound,
    CodeTriesUsedUp,
    LinkNotUsable,
)
from approvals.queries import links
from approvals.queries.task_page import Task, task_for
from core.clock import local_date
from core.ids import keyed_hash
from core.refusal import Refusal
from models.enums import AssignmentState, Assurance, Proof
from models.mail import Link
from notifications import announcing

router = APIRouter(include_in_schema=False)

# A browser names a link by the hash of its token: it shows nothing of what became of the link.
OPENED = Remembered(cookie=TASK, lasts=timedelta(minutes=30), most=5)
_DECIDED = Remembered(cookie=RECEIPTS, lasts=timedelta(days=30), most=20)


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
    _DECIDED.add(request, response, task.assignment.id.hex, now=now)
    return response


@router.post("/task/new-link", dependencies=[PerNetwork, OwnForm])
def ask_for_new_link(
    request: Request,
    background: BackgroundTasks,
    attempt: Attempt,
    now: Now,
    link: Annotated[str, Form()] = "",
) -> Response:
    """A mail with a fresh link, if the task still waits for whom this one was mailed to.

    The answer is the same whether there was anything to send or not.
    """
    message_ids = attempt(partial(_queue_new_link, request=request, name=link, now=now))
    if not isinstance(message_ids, Refusal):
        send_after_answer(request, background, message_ids)
    return RedirectResponse("/task/new-link", status_code=303)


@router.get("/task/new-link")
def new_link_asked_for(request: Request) -> HTMLResponse:
    """What to expect now."""
    return page(request, "link_asked.html")


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
            decision_number=typed.decision_number,
            shown=typed.shown,
            via="link",
            link_id=link.id,
            proof=Proof.CODE if asked is Assurance.CODE else Proof.LINK,
            login_waived=web.settings.login_waived,
        )
        done = attempt(lambda session: decide(session, command, now=now))
        if isinstance(done, Refusal):
            yield done


def _named(session: Session, name: str) -> Link | None:
    """The link a browser names, whatever became of it."""
    return links.by_token_hash(session, bytes.fromhex(name)) if name else None


def reached(session: Session, *, request: Request, name: str, now: datetime) -> tuple[Link, Task]:
    """What a link leads this browser to: a task, or what was decided here with it.

    Raises `LinkNotUsable` for any other.
    """
    link = _named(session, name)
    if link is not None:
        decided_here = link.assignment_id.hex in _DECIDED.read(request, now=now)
        live = is_live(link, now=now)
        task = _task(session, link, now=now) if live or decided_here else None
        if task is not None and _may_see(task, live=live):
            return link, task
    raise LinkNotUsable


def _task(session: Session, link: Link, *, now: datetime) -> Task | None:
    """The task of a link, for whom it was mailed to."""
    reader_id = links.mailed_to(session, link)
    return task_for(session, link.assignment_id, reader_id, on=local_date(now))


def _may_see(task: Task, *, live: bool) -> bool:
    return task.reader.active and (live or task.assignment.state is AssignmentState.DECIDED)


def decided_here(
    session: Session, *, request: Request, name: str, now: datetime
) -> tuple[Link, Task]:
    """What was decided in this browser with a link. Raises `LinkNotUsable` for any other."""
    if name in OPENED.read(request, now=now):
        link, task = reached(session, request=request, name=name, now=now)
        if task.assignment.state is AssignmentState.DECIDED:
            return link, task
    raise LinkNotUsable


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
    link = _named(session, name)
    if link is not None and link.used_at is not None:
        task = _task(session, link, now=now)
        if task is not None and _may_see(task, live=False):
            return link, task
    raise LinkNotUsable


def _own_task(session: Session, *, request: Request, name: str, now: datetime) -> str | None:
    """Where the signed-in person finds the task of a link that was mailed to them."""
    viewer = possible_viewer(request, session, now)
    link = _named(session, name)
    if link is None or viewer is None:
        return None
    task = task_for(session, link.assignment_id, viewer.person.id, on=local_date(now))
    return f"/task/{task.assignment.id}" if task else None


def _queue_new_link(session: Session, *, request: Request, name: str, now: datetime) -> list[UUID]:
    """The mail with a fresh link, where there is somebody to send it to."""
    asked = links.still_asked(session, _bytes(name), on=local_date(now))
    if asked is None:
        return []
    spend(request, session, f"link for {asked}", *mail_limits(web_of(request).settings), now=now)
    return announcing.new_link(session, asked, now=now)


def _bytes(name: str) -> bytes:
    """What a form says is the hash of a token."""
    try:
        return bytes.fromhex(name)
    except ValueError:
        return b""


def link_page(
    request: Request,
    task: Task,
    way: Way,
    *,
    typed: Typed | None = None,
    refusals: tuple[Refusal, ...] = (),
) -> HTMLResponse:
    """The page of a link's task, in the language of whom it was mailed to."""
    request.state.person_language = task.reader.language.value
    return task_page(request, task, way, typed=typed, refusals=refusals)


def way_of(link: Link) -> Way:
    return Way(
        action="/task/decision", files="/task/files", here="/task", link_id=link.token_hash.hex()
    )


def lost(
    request: Request, name: str, *, typed: Typed | None = None, refusal: Refusal | None = None
) -> HTMLResponse:
    """The one page for every link that leads nowhere, with what was typed."""
    return page(
        request,
        "link_lost.html",
        status=status_of(refusal or LinkNotUsable()),
        here="/task",
        errors={"": sentence(request, refusal)} if refusal else {},
        link=name,
        reason=typed.reason if typed else "",
    )
