"""How a refusal is answered: by a page, or as problem+json."""

from urllib.parse import urlencode

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api import refusals as web
from api.pages.rendering import page, sentence
from api.problems import headers_of, misread, problem
from api.statuses import STATUS
from api.web import web_of
from core.refusal import Refusal

_LOG = structlog.get_logger()


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal. One that is not in the table is a fault of ours."""
    return STATUS.get(type(refusal), 500)


def wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def answer(request: Request, refusal: Refusal) -> Response:
    """What a refusal looks like to whoever asked: a person, or a program."""
    if wants_json(request):
        return problem(refusal, status=status_of(refusal), detail=sentence(request, refusal))
    if isinstance(refusal, web.SignInNeeded):
        return RedirectResponse(_sign_in_for(request), status_code=303)
    status = status_of(refusal)
    response = page(
        request,
        "refused.html",
        status=status,
        refused=sentence(request, refusal),
        status_code=status,
        again=_again(request, refusal),
    )
    response.headers.update(headers_of(refusal, status))
    return response


def answer_refusals(app: FastAPI) -> None:
    """Have every refusal, and every fault, answered here."""

    @app.exception_handler(Refusal)
    def refused(request: Request, refusal: Refusal) -> Response:
        return answer(request, refusal)

    @app.exception_handler(HTTPException)
    def not_served(request: Request, error: HTTPException) -> Response:
        response = answer(request, _served_not(request, error.status_code))
        response.headers.update(error.headers or {})  # `Allow`, which a 405 must have
        return response

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        if not wants_json(request):
            return answer(request, web.InputMalformed())
        refusal = web.InputMalformed()
        return problem(
            refusal,
            status=status_of(refusal),
            detail=sentence(request, refusal),
            faults=[misread(one) for one in error.errors()],
        )

    @app.exception_handler(OperationalError)
    def database_silent(request: Request, error: OperationalError) -> Response:
        _LOG.warning("database silent", error=type(error.orig).__name__, path=request.url.path)
        return answer(request, web.Overloaded())

    @app.exception_handler(IntegrityError)
    def lost_the_race(request: Request, error: IntegrityError) -> Response:
        if not isinstance(error.orig, UniqueViolation):
            raise error
        _LOG.warning("lost a race", constraint=error.orig.diag.constraint_name)
        return answer(request, web.EnteredMeanwhile())


def _served_not(request: Request, status: int) -> Refusal:
    """What the framework's own refusals are called here."""
    match status:
        case 404:
            return web.PageNotFound()
        case 405:
            return web.MethodNotAllowed()
        case 413:
            return web.RequestTooLarge(megabytes=web_of(request).settings.upload_limit_mb)
        case _:
            return web.InputMalformed()


def _again(request: Request, refusal: Refusal) -> str:
    """Where to try once more what may work shortly; empty for what a second try does not help."""
    if request.method != "GET" or not getattr(refusal, "retry_after", None):
        return ""
    return str(request.url.replace(scheme="", netloc=""))


def _sign_in_for(request: Request) -> str:
    """Where to sign in, and to come back to what was asked for; never back to a POST."""
    if request.method != "GET" or request.url.path == "/":
        return "/sign-in"
    wanted = request.url.replace(scheme="", netloc="")
    return f"/sign-in?{urlencode({'next': str(wanted)})}"
