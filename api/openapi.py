"""The JSON API's description of itself: names, tags, examples, and every way it may refuse."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

from api import refusals as web
from api.conditional import PolledRoute
from api.problems import MEDIA_TYPE, Problem
from api.statuses import STATUS
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
    "dockets": "Lists of sittings: filled by whoever keeps them, decided on in one go.",
    "assignments": "What somebody is asked to decide, deciding it, and handing it over.",
    "covers": "Who acts for whom while they are away.",
    "attachments": "Evidence files.",
    "rules": "Awards, their routes, and the rules in force.",
    "campaigns": "Seasons of nominations.",
    "movements": "Emulation movements, which a submission may answer.",
}
# What any request may meet, whatever it is about.
_ALWAYS: tuple[type[Refusal], ...] = (
    web.TokenNeeded,
    web.TokenNotUsable,
    web.InputMalformed,
    web.Overloaded,
    web.Broken,
)
_REF = "#/components/schemas/{model}"
Responses = dict[int | str, dict[str, Any]]


def json_router(tag: str) -> APIRouter:
    """Routes under /api/v1 whose function names are their operation ids."""
    return APIRouter(
        prefix=PREFIX,
        tags=[tag],
        route_class=PolledRoute,
        generate_unique_id_function=lambda route: route.name,
    )


def refuses(*kinds: type[Refusal]) -> Responses:
    """How a route may answer besides well: its own refusals, and those that any request meets."""
    codes: dict[int, list[str]] = {}
    for kind in (*kinds, *_ALWAYS):
        codes.setdefault(STATUS[kind], []).append(kind.code)
    return {status: _problem(codes[status]) for status in sorted(codes)}


def repeatable(*kinds: type[Refusal]) -> Responses:
    """The same for a route that takes an Idempotency-Key."""
    return refuses(*kinds, web.EnteredMeanwhile, web.IdempotencyKeyReused, web.RequestStillRunning)


def describe(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Have /openapi.json describe the JSON API alone: pages are for people."""
    routes = [route for router in routers if router.prefix == PREFIX for route in router.routes]

    @cache
    def description() -> dict[str, Any]:
        found = get_openapi(
            title="Bảng Vàng",
            version=version("bangvang"),
            summary="Award nominations from the unit to the final authority.",
            description=_ABOUT,
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
            tags=[{"name": name, "description": words} for name, words in _TAGS.items()],
            routes=routes,
        )
        return _completed(found)

    app.openapi = description  # type: ignore[method-assign] # FastAPI's own way


def _problem(codes: Sequence[str]) -> dict[str, Any]:
    links = ", ".join(f"[`{code}`](/problems/{code})" for code in sorted(set(codes)))
    schema = {"$ref": _REF.format(model="Problem")}
    return {"description": f"Refused: {links}.", "content": {MEDIA_TYPE: {"schema": schema}}}


def _completed(found: dict[str, Any]) -> dict[str, Any]:
    """What FastAPI cannot know: problems, and that every GET may be polled."""
    problem = Problem.model_json_schema(ref_template=_REF, by_alias=True)
    found["components"]["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    for path in found["paths"].values():
        for method, operation in path.items():
            operation["summary"] = re.split(r"[.:]\s", operation["description"])[0].rstrip(".")
            if method == "get":
                _polled(operation)
    return found


def _polled(operation: dict[str, Any]) -> None:
    etag = {"description": "Send it back as If-None-Match.", "schema": {"type": "string"}}
    operation["responses"]["200"].setdefault("headers", {})["ETag"] = etag
    operation["responses"]["304"] = {"description": "Not changed since that ETag."}
    operation.setdefault("parameters", []).append(
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "description": "The ETag of an earlier answer; 304 when nothing has changed since.",
            "schema": {"type": "string"},
        }
    )
