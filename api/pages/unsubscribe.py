"""Leaving out one kind of mail by the address in its foot, without signing in (RFC 8058).

A mail program's one click says so in its form, which no page shows: whatever opens this address
and presses the page's button changes nothing, since the page begins with what is so already.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Transaction
from api.nonces import FormIsOurs
from api.pages.rendering import page
from api.refusals import FormStale, PageNotFound
from api.web import web_of
from approvals.commands.prefer import leave_out, take_up
from approvals.queries import bodies, preferences
from models.enums import MailTopic
from notifications.leaving_out import read_token

router = APIRouter(include_in_schema=False)
ONE_CLICK = "One-Click"


@router.get("/unsubscribe/{token}")
def see(request: Request, session: Transaction, token: str, *, saved: bool = False) -> HTMLResponse:
    """Public: the address itself says whose choice it is."""
    person_id, topic = _read(request, token)
    return _page(request, session, person_id, topic, token=token, saved=saved)


@router.post("/unsubscribe/{token}")
def choose(  # noqa: PLR0913, PLR0917 -- two forms and what they need
    request: Request,
    session: Transaction,
    ours: FormIsOurs,
    token: str,
    wanted: Annotated[bool | None, Form()] = None,
    one_click: Annotated[str, Form(alias="List-Unsubscribe")] = "",
) -> Response:
    """Public, for the same reason. One click comes from a mail service and has no nonce."""
    person_id, topic = _read(request, token)
    if one_click == ONE_CLICK:
        leave_out(session, person_id, topic)
        return Response()
    if not ours or wanted is None:
        raise FormStale
    (take_up if wanted else leave_out)(session, person_id, topic)
    return RedirectResponse(f"/unsubscribe/{token}?saved=true", status_code=303)


def _read(request: Request, token: str) -> tuple[UUID, MailTopic]:
    found = read_token(token, key=web_of(request).key)
    if found is None:
        raise PageNotFound
    return found


def _page(  # noqa: PLR0913 -- what the page shows
    request: Request,
    session: Session,
    person_id: UUID,
    topic: MailTopic,
    *,
    token: str,
    saved: bool,
) -> HTMLResponse:
    person = bodies.person(session, person_id)
    if person is None:
        raise PageNotFound
    request.state.person_language = person.language.value
    return page(
        request,
        "unsubscribe.html",
        here=f"/unsubscribe/{token}",
        person=person,
        topic=topic,
        wanted=(person_id, topic) not in preferences.left_out(session, [person_id]),
        token=token,
        saved=saved,
    )
