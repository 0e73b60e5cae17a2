"""The nonce in every form: proof that the form came from us, to this browser.

It is bound to the signed-in session, or before that to a cookie of its own.
"""

import hmac
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Form
from starlette.requests import Request
from starlette.responses import Response

from api.cookies import FORM, SESSION
from api.refusals import FormStale
from api.web import web_of
from core.ids import secret_token

_PURPOSE = "form nonce"


def nonce_for(request: Request) -> str:
    """The nonce of the forms on a page that is being shown."""
    binding = next(_bindings(request), None)
    if binding is None:
        request.state.new_form_cookie = secret_token()
        binding = f"{FORM}:{request.state.new_form_cookie}"
    return web_of(request).cookies.mac(_PURPOSE, binding)


def keep(request: Request, response: Response) -> None:
    """Hand the browser what the nonce shown to it is bound to, if that is new."""
    if hasattr(request.state, "new_form_cookie"):
        web_of(request).cookies.write(response, FORM, request.state.new_form_cookie, lasts=None)


def is_ours(request: Request, nonce: str) -> bool:
    """Whether a nonce that came back was shown to this browser."""
    cookies = web_of(request).cookies
    return any(
        hmac.compare_digest(cookies.mac(_PURPOSE, binding).encode(), nonce.encode())
        for binding in _bindings(request)
    )


def form_is_ours(request: Request, nonce: Annotated[str, Form()] = "") -> bool:
    """Whether the form that was sent is one that was shown to this browser."""
    return is_ours(request, nonce)


def require_nonce(is_ours: Annotated[bool, Depends(form_is_ours)]) -> None:
    if not is_ours:
        raise FormStale


# Every route that takes a form asks for one of these; a test walks them all. The second is for
# pages that keep what was typed.
OwnForm = Depends(require_nonce)
FormIsOurs = Annotated[bool, Depends(form_is_ours)]


def _bindings(request: Request) -> Iterator[str]:
    cookies = web_of(request).cookies
    for name in (SESSION, FORM):
        if value := cookies.read(request, name):
            yield f"{name}:{value}"
