"""Signing in with a code from a mail, and signing out.

Whether an address is known is told by nothing: same pages, same cookies, same work in sight.
"""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.cookies import FORM, SESSION, SIGN_IN
from api.dependencies import Now, PossibleViewer, Transaction
from api.nonces import OwnForm
from api.pages.coming_back import safe_next
from api.pages.rendering import page, sentence
from api.pages.typed import clean_lines
from api.refusals import AddressUnclear, SignInCodeWrong
from api.web import engine_of, web_of
from approvals.commands.sign_in import (
    CODE_LIVES,
    LIVES,
    confirm_sign_in,
    request_sign_in,
    sign_out,
)
from approvals.queries import people
from core.clock import local_date
from core.ids import uuid7
from models.enums import SessionKind
from notifications import announcing
from notifications.delivery import deliver
from notifications.mailers import mailer_for

router = APIRouter(include_in_schema=False)
_DEMO_PEOPLE = 40
_MINUTES = int(CODE_LIVES.total_seconds() // 60)


@router.get("/sign-in")
def sign_in_page(  # noqa: PLR0913, PLR0917 -- what the page may be asked with
    request: Request,
    session: Transaction,
    viewer: PossibleViewer,
    now: Now,
    next: str = "/",  # noqa: A002 -- its name in the address
    email: str = "",
) -> Response:
    if viewer is not None:
        return RedirectResponse(safe_next(request, next), status_code=303)
    return _ask_address(request, session, next=next, email=email, now=now)


@router.post("/sign-in", dependencies=[OwnForm])
def ask_for_code(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    session: Transaction,
    background: BackgroundTasks,
    now: Now,
    email: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 -- its name in the form
) -> Response:
    address = clean_lines(email)
    if "@" not in address:
        return _ask_address(request, session, next=next, email=address, now=now, wrong=True)
    sign_in_id, messages = _begin(session, address, now=now)
    for message_id in messages:
        background.add_task(_deliver, request, message_id)
    cookies = web_of(request).cookies
    response = RedirectResponse(f"/sign-in/code?{urlencode({'next': next})}", status_code=303)
    ticket = cookies.sign(SIGN_IN, str(sign_in_id), until=now + CODE_LIVES)
    cookies.write(response, SIGN_IN, ticket, lasts=CODE_LIVES)
    return response


@router.get("/sign-in/code")
def code_page(
    request: Request,
    next: str = "/",  # noqa: A002 -- its name in the address
) -> HTMLResponse:
    return page(request, "sign_in_code.html", next=next, minutes=_MINUTES)


@router.post("/sign-in/code", dependencies=[OwnForm])
def use_code(
    request: Request,
    session: Transaction,
    now: Now,
    code: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 -- its name in the form
) -> Response:
    web = web_of(request)
    ticket = web.cookies.signed_value(SIGN_IN, web.cookies.read(request, SIGN_IN), now=now)
    token = confirm_sign_in(session, UUID(ticket), code, key=web.key, now=now) if ticket else None
    if token is None:
        wrong = sentence(request, SignInCodeWrong())
        return page(
            request,
            "sign_in_code.html",
            status=422,
            here="/sign-in/code",
            errors={"code": wrong},
            next=next,
            minutes=_MINUTES,
        )
    response = RedirectResponse(safe_next(request, next), status_code=303)
    web.cookies.write(response, SESSION, token, lasts=LIVES[SessionKind.BROWSER])
    web.cookies.forget(response, SIGN_IN)
    web.cookies.forget(response, FORM)
    return response


@router.post("/sign-out", dependencies=[OwnForm])
def leave(request: Request, session: Transaction, now: Now) -> Response:
    web = web_of(request)
    if token := web.cookies.read(request, SESSION):
        sign_out(session, token, key=web.key, now=now)
    response = RedirectResponse("/sign-in", status_code=303)
    web.cookies.forget(response, SESSION)
    return response


def _ask_address(  # noqa: PLR0913 -- what the page shows
    request: Request,
    session: Session,
    *,
    next: str,  # noqa: A002 -- its name in the form
    email: str,
    now: datetime,
    wrong: bool = False,
) -> HTMLResponse:
    on_this_machine = web_of(request).settings.development
    return page(
        request,
        "sign_in.html",
        status=422 if wrong else 200,
        here="/sign-in" if wrong else None,
        errors={"email": sentence(request, AddressUnclear())} if wrong else {},
        next=next,
        email=email,
        people=people.seated(session, on=local_date(now), limit=_DEMO_PEOPLE)
        if on_this_machine
        else [],
    )


def _begin(session: Session, address: str, *, now: datetime) -> tuple[UUID, list[UUID]]:
    """A request to sign in and its mail; for an unknown address, a number that fits nothing."""
    sign_in = request_sign_in(session, address, now=now)
    if sign_in is None:
        return uuid7(), []
    return sign_in.id, announcing.sign_in_code(session, sign_in.id, now=now)


def _deliver(request: Request, message_id: UUID) -> None:
    """Send at once, after the answer left; if that fails, the mail sweep tries again."""
    settings, engine = web_of(request).settings, engine_of(request)
    deliver(engine, settings, message_id, mailer=mailer_for(settings, engine))
