"""Signing in with a passkey, and showing once more who one is before a step that asks for it."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import CurrentViewer, Now, PossibleViewer, Transaction
from api.limits import PerNetwork
from api.nonces import OwnForm
from api.pages.entering import Shown, enter
from api.pages.rendering import page
from api.pages.ways_in import ways_in
from api.passkeys import USE, answered
from api.web import web_of
from approvals.commands.passkeys import use_passkey
from models.enums import Assurance, Proof

router = APIRouter(include_in_schema=False)


@router.get("/sign-in/confirm")
def confirm_page(  # noqa: PLR0913, PLR0917 -- what the page may be asked with
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    next: str = "/",  # noqa: A002 -- its name in the address
    asked: Assurance = Assurance.LOGIN,
) -> HTMLResponse:
    """Whoever is signed in shows again that it is them; `asked` is how well."""
    return page(
        request,
        "sign_in_confirm.html",
        next=next,
        asked=asked,
        minutes=web_of(request).settings.login_minutes,
        **ways_in(request, session, viewer.person, now=now),
    )


@router.post("/sign-in/passkey", dependencies=[PerNetwork, OwnForm])
def sign_in_with_passkey(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    session: Transaction,
    viewer: PossibleViewer,
    now: Now,
    challenge: Annotated[str, Form()] = "",
    credential: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 -- its name in the form
) -> Response:
    asked, site = answered(request, USE, challenge, now=now)
    person_id = use_passkey(session, credential, challenge=asked, site=site, now=now)
    shown = Shown(person_id, Proof.PASSKEY, now)
    return enter(request, session, shown, viewer=viewer, next=next, now=now)
