"""A new link for one that leads nowhere: by mail, to whoever is asked, and to nobody else."""

from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Now
from api.limits import PerNetwork, mail_limits, spend
from api.mail_at_once import send_after_answer
from api.nonces import OwnForm
from api.pages.rendering import page
from api.web import web_of
from approvals.queries import links
from core.clock import local_date
from core.refusal import Refusal
from notifications import announcing

router = APIRouter(include_in_schema=False)


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


def _queue_new_link(session: Session, *, request: Request, name: str, now: datetime) -> list[UUID]:
    """The mail with a fresh link, where there is somebody to send it to."""
    asked = links.still_waiting(session, _bytes(name), on=local_date(now))
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
