"""Signing in with a code from a mail, and signing out; other ways are offered beside it.

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

from api.cookies import SESSION, SIGN_IN
from api.dependencies import Now, PossibleViewer, Transaction
from api.limits import PerNetwork, count, mail_limits
from api.mail_at_once import send_after_answer
from api.nonces import OwnForm
from api.pages.coming_back import safe_next
from api.pages.entering import Shown, enter
from api.pages.rendering import page, sentence
from api.pages.typed import clean_lines
from api.pages.ways_in import ways_in
from api.refusals import AddressUnclear, SignInCodeWrong
from api.web import web_of
from approvals.commands import mailed_codes
from approvals.commands.sign_in import confirm_sign_in, request_sign_in, sign_out
from approvals.queries import people
from core.clock import local_date
from core.ids import uuid7
from models.enums import Proof
from notifications import sending_codes

router = APIRouter(include_in_schema=False)
_DEMO_PEOPLE = 40
_MINUTES = int(mailed_codes.LIVES.total_seconds() // 60)


@router.get("/sign-in", dependencies=[PerNetwork])
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


@router.post("/sign-in", dependencies=[PerNetwork, OwnForm])
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
    cookies, settings = web_of(request).cookies, web_of(request).settings
    count(request, f"code to {address.lower()}", *mail_limits(settings), now=now)
    code_id, message_ids = _begin(session, address, now=now)
    send_after_answer(request, background, message_ids)
    response = RedirectResponse(f"/sign-in/code?{urlencode({'next': next})}", status_code=303)
    ticket = cookies.sign(SIGN_IN, str(code_id), until=now + mailed_codes.LIVES)
    cookies.write(response, SIGN_IN, ticket, lasts=mailed_codes.LIVES)
    return response


@router.get("/sign-in/code")
def code_page(
    request: Request,
    next: str = "/",  # noqa: A002 -- its name in the address
) -> HTMLResponse:
    return page(request, "sign_in_code.html", next=next, minutes=_MINUTES)


@router.post("/sign-in/code", dependencies=[PerNetwork, OwnForm])
def use_code(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    session: Transaction,
    viewer: PossibleViewer,
    now: Now,
    code: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 -- its name in the form
) -> Response:
    web = web_of(request)
    ticket = web.cookies.signed_value(SIGN_IN, web.cookies.read(request, SIGN_IN), now=now)
    person_id = (
        confirm_sign_in(session, UUID(ticket), code, key=web.key, now=now)
        if ticket and code.strip()  # an empty form is no try
        else None
    )
    if person_id is None:
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
    shown = Shown(person_id, Proof.CODE, now)
    response = enter(request, session, shown, viewer=viewer, next=next, now=now)
    web.cookies.forget(response, SIGN_IN)
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
        **ways_in(request, session, None, now=now),
        people=people.seated(session, on=local_date(now), limit=_DEMO_PEOPLE)
        if on_this_machine
        else [],
    )


def _begin(session: Session, address: str, *, now: datetime) -> tuple[UUID, list[UUID]]:
    """A request to sign in and its mail; for an unknown address, a number that fits nothing."""
    code = request_sign_in(session, address, now=now)
    if code is None:
        return uuid7(), []
    return code.id, sending_codes.sign_in_code(session, code.id, now=now)
