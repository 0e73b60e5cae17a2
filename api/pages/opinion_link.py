"""The mailed link of a body whose opinion is asked. It finds the question and never answers it.

As with tasks, `/o/{token}` notes the link in a signed cookie and leads to `/opinion`, whatever the
token is; answering takes a POST with the form's nonce and the code printed in the mail.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.cookies import OPINION
from api.dependencies import Attempt, Now
from api.limits import PerNetwork
from api.nonces import FormIsOurs
from api.pages.files import file_response
from api.pages.opened_link import DECIDED, lost
from api.pages.opinion_answer import Typed, Way, answer_faults, answer_page, read_answer, say
from api.pages.typed import clean_lines
from api.refusals import FormStale
from api.remembered import Remembered
from api.web import web_of
from approvals.commands.open_link import TRIES, try_opinion_code
from approvals.domain.refusals.missing import AttachmentNotFound
from approvals.domain.refusals.proving import CodeTriesUsedUp, CodeWrong, LinkNotUsable
from approvals.queries import agency_opinions
from approvals.queries.opinion_page import OpinionPage, opinion_page
from approvals.queries.visibility import Viewer, viewer_of
from core.clock import local_date
from core.ids import keyed_hash
from core.refusal import Refusal
from models.agency_opinions import OpinionLink

router = APIRouter(include_in_schema=False)
OPENED = Remembered(cookie=OPINION, lasts=timedelta(minutes=30), most=5)


@router.get("/o/{token:path}", dependencies=[PerNetwork])
def open_link(request: Request, now: Now, token: str) -> Response:
    """The same for every token, without a look at the database."""
    response = RedirectResponse("/opinion", status_code=303)
    OPENED.add(request, response, keyed_hash(web_of(request).key, token).hex(), now=now)
    return response


@router.get("/opinion")
def see_by_link(request: Request, attempt: Attempt, now: Now) -> Response:
    """The question of the link opened last, or what was answered in this browser."""
    name = next(reversed(OPENED.read(request, now=now)), "")
    found = attempt(partial(_reached, request=request, name=name, now=now))
    if isinstance(found, Refusal):
        return lost(request, "")
    _, viewer, page = found
    return answer_page(request, page, _way_of(name), viewer)


@router.post("/opinion/answer")
def answer_by_link(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(read_answer)],
    code: Annotated[str, Form()] = "",
    link: Annotated[str, Form()] = "",
) -> Response:
    """Answer, once everything is there and the code is right; otherwise the same page again."""
    name = link if link in OPENED.read(request, now=now) else ""
    found = attempt(partial(_reached, request=request, name=name, now=now))
    if isinstance(found, Refusal):
        return lost(request, "")
    opened, viewer, page = found
    typed = replace(typed, code=clean_lines(code))
    faults: list[Refusal] = list(answer_faults(typed, with_code=True)) if ours else [FormStale()]
    if not faults:
        key = web_of(request).key
        left = attempt(lambda session: try_opinion_code(session, opened.id, typed.code, key=key))
        if isinstance(left, Refusal):
            faults = [left]
        elif left == 0:
            return lost(request, "", refusal=CodeTriesUsedUp())
        elif left is not None:
            faults = [CodeWrong(tries_left=left)]
    if not faults:
        faults = say(attempt, page, viewer, typed, via="link", now=now)
    if faults:
        return answer_page(request, page, _way_of(name), viewer, typed, *faults)
    response = RedirectResponse("/opinion", status_code=303)
    OPENED.add(request, response, name, now=now)
    DECIDED.add(request, response, opened.opinion_id.hex, now=now)
    return response


@router.get("/opinion/files/{attachment_id:uuid}")
def download(request: Request, attempt: Attempt, now: Now, attachment_id: UUID) -> Response:
    """An evidence file of any question this browser has open."""
    for name in reversed(OPENED.read(request, now=now)):
        found = attempt(partial(_reached, request=request, name=name, now=now))
        if isinstance(found, Refusal):
            continue
        for attachment in found[2].attachments:
            if attachment.id == attachment_id:
                return file_response(request, attachment)
    raise AttachmentNotFound(attachment=attachment_id)


def _reached(
    session: Session, *, request: Request, name: str, now: datetime
) -> tuple[OpinionLink, Viewer, OpinionPage]:
    """What a link leads this browser to: a question, or what was answered here with it.

    Raises `LinkNotUsable` for any other, and once its reader does not answer for the body.
    """
    link = agency_opinions.link_by_token_hash(session, bytes.fromhex(name)) if name else None
    if link is None or link.expires_at <= now or link.code_tries >= TRIES:
        raise LinkNotUsable
    page = opinion_page(session, link.opinion_id)
    one = page.told.opinion
    answered_here = one.id.hex in DECIDED.read(request, now=now)
    live = one.awaited and page.dossier.closed_at is None
    reader_id = agency_opinions.mailed_to(session, link)
    viewer = viewer_of(session, reader_id, on=local_date(now))
    answers = viewer is not None and agency_opinions.may_answer(viewer, one.body_id)
    if viewer is None or not answers or not (live or answered_here):
        raise LinkNotUsable
    return link, viewer, page


def _way_of(name: str) -> Way:
    return Way(action="/opinion/answer", files="/opinion/files", link=name)
