"""What a mailed link leads a browser to: a task, what was decided there, or nothing.

A link that leads nowhere looks the same for whatever reason (docs/decisions/0014).
"""

from datetime import datetime, timedelta

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.cookies import RECEIPTS, TASK
from api.errors import status_of
from api.pages.deciding import Typed, Way, task_page
from api.pages.rendering import page, sentence
from api.remembered import Remembered
from api.web import engine_of
from approvals.commands.issue_link import LIFETIME
from approvals.commands.open_link import is_live
from approvals.domain.refusals.proving import LinkNotUsable
from approvals.queries import links, restores
from approvals.queries.task_page import Task, task_for
from core.clock import local_date, now
from core.database import transaction
from core.refusal import Refusal
from models.enums import AssignmentState
from models.mail import Link

# A browser names a link by the hash of its token: it shows nothing of what became of the link.
OPENED = Remembered(cookie=TASK, lasts=timedelta(minutes=30), most=5)
DECIDED = Remembered(cookie=RECEIPTS, lasts=timedelta(days=30), most=20)


def named(session: Session, name: str) -> Link | None:
    """The link a browser names, whatever became of it."""
    return links.by_token_hash(session, bytes.fromhex(name)) if name else None


def reached(session: Session, *, request: Request, name: str, now: datetime) -> tuple[Link, Task]:
    """What a link leads this browser to: a task, or what was decided here with it.

    Raises `LinkNotUsable` for any other.
    """
    link = named(session, name)
    if link is not None:
        decided = link.assignment_id.hex in DECIDED.read(request, now=now)
        live = is_live(link, now=now)
        task = task_of(session, link, now=now) if live or decided else None
        if task is not None and may_be_seen(task, live=live):
            return link, task
    raise LinkNotUsable


def task_of(session: Session, link: Link, *, now: datetime) -> Task | None:
    """The task of a link, for whom it was mailed to."""
    reader_id = links.mailed_to(session, link)
    return task_for(session, link.assignment_id, reader_id, on=local_date(now))


def may_be_seen(task: Task, *, live: bool) -> bool:
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
        backup_of=_restored_of(request),
    )


def _restored_of(request: Request) -> datetime | None:
    """The backup's moment, if one was restored while links from before it may still be alive."""
    with transaction(engine_of(request)) as session:
        return restores.newest_backup_moment(session, since=now() - LIFETIME)
