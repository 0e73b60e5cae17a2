"""Letting somebody in who has shown who they are, however they did."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse

from api.cookies import FORM, SESSION
from api.pages.coming_back import safe_next
from api.refusals import AnotherAccount
from api.web import web_of
from approvals.commands.sign_in import LIVES, sign_out, start_session
from approvals.queries.visibility import Viewer
from models.enums import Proof, SessionKind


@dataclass(frozen=True, slots=True)
class Shown:
    """Who somebody has shown to be, how, and when."""

    person_id: UUID
    proof: Proof
    at: datetime


def enter(  # noqa: PLR0913 -- who comes, from where, to where
    request: Request,
    session: Session,
    shown: Shown,
    *,
    viewer: Viewer | None,
    next: str,  # noqa: A002 -- its name in the address
    now: datetime,
) -> RedirectResponse:
    """A new session, and on to where they wanted to go; the session they had ends.

    Whoever is signed in already can only show again that it is them: raises `AnotherAccount`.
    """
    if viewer is not None and viewer.person.id != shown.person_id:
        raise AnotherAccount
    web = web_of(request)
    if before := web.cookies.read(request, SESSION):
        sign_out(session, before, key=web.key, now=now)
    token = start_session(
        session,
        shown.person_id,
        SessionKind.BROWSER,
        proof=shown.proof,
        proved_at=shown.at,
        key=web.key,
        now=now,
    )
    response = RedirectResponse(safe_next(request, next), status_code=303)
    web.cookies.write(response, SESSION, token, lasts=LIVES[SessionKind.BROWSER])
    web.cookies.forget(response, FORM)
    return response
