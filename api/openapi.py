"""The JSON API's description of itself: names, tags, examples, and every way it may refuse."""

from typing import Any

from fastapi import APIRouter, FastAPI

from api import refusals as web
from api.conditional import PolledRoute
from api.errors import STATUS
from core.refusal import Refusal

PREFIX = "/api/v1"
_ABOUT = """\
The same verbs as on the pages, for programs. How to authenticate, page and retry is told in
`docs/reference/api.md`; every `code` of a problem is explained at `/problems/{code}`.

Times are RFC 3339 in UTC, days are ISO dates of Vietnam's calendar, ids are UUIDs (dossiers go by
their code), and closed lists of words are strings.
"""
_TAGS = {
    "me": "Who you are, and what waits for you.",
    "dossiers": "One nominee for one award, from submission to decision.",
    "submissions": "A body's list of nominations: all of it is taken, or nothing.",
    "assignments": "What somebody is asked to decide, deciding it, and handing it over.",
    "attachments": "Evidence files.",
    "rules": "Awards, their routes, and the rules in force.",
    "campaigns": "Seasons of nominations.",
}
# What any request may meet, whatever it is about.
_ALWAYS = (
    web.TokenNeeded,
    web.TokenNotUsable,
    web.InputMalformed,
    web.Overloaded,
    web.Broken,
)
Responses = dict[int | str, dict[str, Any]]


def json_router(tag: str) -> APIRouter:
    """Routes under /api/v1 whose function names are their operation ids."""
    return APIRouter(
        prefix=PREFIX,
        tags=[tag],
        route_class=PolledRoute,
        generate_unique_id_function=lambda route: route.name,
        responses=refuses(*_ALWAYS),
    )


def refuses(*kinds: type[Refusal]) -> Responses:
    """The responses of these refusals, by status, for a route's description."""
    found: Responses = {}
    for kind in kinds:
        response = found.setdefault(STATUS[kind], {"codes": []})
        response["codes"].append(kind.code)
    return {status: _described(status, response["codes"]) for status, response in found.items()}


def repeatable(*kinds: type[Refusal]) -> Responses:
    """The same for a route that takes an Idempotency-Key."""
    return refuses(*kinds, web.IdempotencyKeyReused, web.RequestStillRunning, *_ALWAYS)


def describe(app: FastAPI) -> None:
    """Describe the JSON API alone: pages are for people."""
    app.openapi = lambda: _described_once(app)  # type: ignore[method-assign] # FastAPI's own way
