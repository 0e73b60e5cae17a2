"""Signing in through the agency's own sign-in: there, and back. People are found, never entered."""

from dataclasses import asdict
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.cookies import OIDC
from api.dependencies import Attempt, Now, possible_viewer
from api.limits import PerNetwork
from api.oidc import Answer, Provider, Question
from api.pages.entering import Shown, enter
from api.refusals import AccountUnknown, PageNotFound, SignInNotConfirmed
from api.web import web_of
from approvals.queries import bodies
from core.refusal import Refusal
from models.enums import Proof

router = APIRouter(include_in_schema=False)
_AWAY_FOR = timedelta(minutes=10)


@router.get("/sign-in/oidc", dependencies=[PerNetwork])
def go_there(
    request: Request,
    now: Now,
    next: str = "/",  # noqa: A002 -- its name in the address
    anew: bool = False,  # noqa: FBT001, FBT002 -- a word in the address
) -> Response:
    """Lead the browser to the provider. A link, not a form: our pages' forms lead nowhere else."""
    address, question = _provider(request).ask(anew=anew, now=now)
    response = RedirectResponse(address, status_code=303)
    cookies = web_of(request).cookies
    kept = urlencode(asdict(question) | {"next": next})
    ticket = cookies.sign(OIDC, kept, until=now + _AWAY_FOR)
    cookies.write(response, OIDC, ticket, lasts=_AWAY_FOR)
    return response


@router.get("/sign-in/oidc/return", dependencies=[PerNetwork])
def come_back(
    request: Request, attempt: Attempt, now: Now, state: str = "", code: str = ""
) -> Response:
    """Let in whom the provider names; it is asked with no transaction open."""
    provider, cookies = _provider(request), web_of(request).cookies
    kept = cookies.signed_value(OIDC, cookies.read(request, OIDC), now=now)
    if kept is None:
        raise SignInNotConfirmed
    asked = dict(parse_qsl(kept, keep_blank_values=True))
    wanted = asked.pop("next")
    identity = provider.identity(Question(**asked), Answer(state, code), now=now)

    def let_in(session: Session) -> Response:
        viewer = possible_viewer(request, session, now)
        person = bodies.person_by_email(session, identity.email)
        if person is None or not person.active:
            raise AccountUnknown(email=identity.email)
        shown = Shown(person.id, Proof.OIDC, identity.proved_at)
        return enter(request, session, shown, viewer=viewer, next=wanted, now=now)

    response = attempt(let_in)
    if isinstance(response, Refusal):
        raise response
    cookies.forget(response, OIDC)
    return response


def _provider(request: Request) -> Provider:
    provider = web_of(request).provider
    if provider is None:
        raise PageNotFound
    return provider
