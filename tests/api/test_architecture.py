"""The house rules of the web: who may call what, and that every refusal has its status."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import SecretStr

import api
import approvals
import notifications
from api import bearer, dependencies
from api.app import routers
from api.openapi import PREFIX
from api.statuses import STATUS
from approvals.domain.wording import WordedRefusal
from core.settings import Settings

ACTORS = {dependencies.current_viewer, bearer.reader, bearer.writer}

# Whoever comes here is unknown, or known by the mailed link; each says in its docstring why.
PUBLIC = {
    "/",
    "/api/docs",
    "/api/sendgrid/events",
    "/consultations",
    "/consultations/{number}",
    "/honours",
    "/honours/{code}",
    "/livez",
    "/metrics",
    "/o/{token:path}",
    "/opinion",
    "/opinion/answer",
    "/opinion/files/{attachment_id:uuid}",
    "/problems",
    "/problems/{code}",
    "/r/{token:path}",
    "/readyz",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/oidc",
    "/sign-in/oidc/return",
    "/sign-in/passkey",
    "/sign-out",
    "/task",
    "/task/code",
    "/task/decision",
    "/task/files/{attachment_id:uuid}",
    "/task/new-link",
    "/task/opened",
    "/task/undo",
    "/task/undone",
    "/unsubscribe/{token}",
}


def parts() -> list[APIRouter]:
    return routers(Settings(secret_key=SecretStr("x" * 32)))


def routes() -> Iterator[APIRoute]:
    for router in parts():
        for route in router.routes:
            assert isinstance(route, APIRoute)
            yield route


def asks_for(dependant: Dependant) -> Iterator[Callable[..., object] | None]:
    """Everything a route depends on, however deep."""
    yield dependant.call
    for inner in dependant.dependencies:
        yield from asks_for(inner)


def test_every_route_knows_who_calls_or_is_on_the_public_list() -> None:
    open_to_all = {
        route.path for route in routes() if not ACTORS.intersection(asks_for(route.dependant))
    }
    development = {path for path in open_to_all if path.startswith("/dev/")}
    assert open_to_all - development == PUBLIC, (
        "A route asks for CurrentViewer, Reader or Writer, or is on the public list on purpose: "
        "nobody sees a dossier that their seat does not cover (docs/decisions/0012)."
    )


def test_what_changes_something_through_the_api_needs_a_token() -> None:
    writing = [
        route
        for route in routes()
        if route.path.startswith(PREFIX) and not (route.methods or set()) <= {"GET", "HEAD"}
    ]
    assert writing
    assert [
        route.path for route in writing if bearer.writer not in set(asks_for(route.dependant))
    ] == [], "A cookie changes nothing in the API: another website can have it sent (0012)."


def test_every_worded_refusal_has_a_status() -> None:
    for package in (api, approvals, notifications):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    worded = {
        kind for kind in WordedRefusal.__subclasses__() if not kind.__module__.startswith("tests")
    }
    assert set(STATUS) == worded, (
        "api/errors.py is the one table from refusals to statuses: whoever adds a refusal decides "
        "there how programs hear of it, then runs `make docs`."
    )


def test_what_the_api_may_answer_is_described() -> None:
    undescribed = [
        route.path
        for route in routes()
        if route.path.startswith(PREFIX) and not {401, 422, 500, 503} <= set(route.responses)
    ]
    assert undescribed == [], "Say `responses=refuses(…)`: clients are generated from it."
