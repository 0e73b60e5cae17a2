"""A fresh code, mailed on request, where a gate asks for one before it takes a link's decision."""

from dataclasses import replace
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import Attempt, Now
from api.limits import PerNetwork, mail_limits, spend
from api.mail_at_once import send_after_answer
from api.nonces import FormIsOurs
from api.pages.deciding import Typed, still_asked, typed
from api.pages.opened_link import OPENED, link_page, lost, reached, way_of
from api.refusals import FormStale
from api.web import web_of
from approvals.commands.mailed_codes import request_code
from core.refusal import Refusal
from models.enums import Assurance
from notifications import sending_codes

router = APIRouter(include_in_schema=False)


@router.post("/task/code", dependencies=[PerNetwork])
def send_fresh_code(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    background: BackgroundTasks,
    attempt: Attempt,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(typed)],
    link: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Mail a code to whom the link was mailed to; the page comes back with what was typed."""
    name = link if link in OPENED.read(request, now=now) else ""
    found = attempt(partial(reached, request=request, name=name, now=now))
    if isinstance(found, Refusal):
        return lost(request, name, typed=typed)
    opened, task = found
    way = way_of(opened)
    if still_asked(request, task, way) is not Assurance.CODE:
        return link_page(request, task, way, typed=typed)
    assignment_id, reader_id = task.assignment.id, task.reader.id

    def queue(session: Session) -> list[UUID]:
        limits = mail_limits(web_of(request).settings)
        spend(request, session, f"code for {assignment_id}", *limits, now=now)
        code = request_code(session, reader_id, assignment_id=assignment_id, now=now)
        return sending_codes.decision_code(session, code.id, assignment_id, now=now)

    queued = attempt(queue) if ours else FormStale()
    if isinstance(queued, Refusal):
        return link_page(request, task, way, typed=typed, refusals=(queued,))
    send_after_answer(request, background, queued)
    return link_page(request, task, replace(way, code_sent=True), typed=typed)
