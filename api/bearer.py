"""Who a program acts for: the person whose token it sends."""

from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from api.dependencies import Now, Transaction, possible_viewer, recognised
from api.refusals import TokenNeeded, TokenNotUsable
from approvals.queries.visibility import Viewer
from models.enums import SessionKind

_SCHEME = HTTPBearer(
    scheme_name="token",
    description="A token from `bangvang person token EMAIL`. It acts for that person for a year, "
    "or until it is revoked.",
    auto_error=False,
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_SCHEME)]


def reader(request: Request, session: Transaction, now: Now, given: Credentials) -> Viewer:
    """Whoever the token stands for; without one, whoever is signed in with this browser."""
    if given is not None:
        return writer(request, session, now, given)
    viewer = possible_viewer(request, session, now)
    if viewer is None:
        raise TokenNeeded
    return viewer


def writer(request: Request, session: Transaction, now: Now, given: Credentials) -> Viewer:
    """Whoever the token stands for. A cookie changes nothing: other websites can have it sent."""
    if given is None:
        raise TokenNeeded
    viewer = recognised(request, session, given.credentials, SessionKind.API, now=now)
    if viewer is None:
        raise TokenNotUsable
    return viewer


Reader = Annotated[Viewer, Depends(reader)]
Writer = Annotated[Viewer, Depends(writer)]
