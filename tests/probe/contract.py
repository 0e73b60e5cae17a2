"""Schemathesis against the API of one database: every operation, as one person.

It reads the API's description, and sends what fits it and what does not: each operation alone,
and chains of them along what answers name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.probe.length import Length

# What is asked of every answer. That whatever is well formed is accepted is not: rules refuse.
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "use_after_free",
    "ignored_auth",
    "unsupported_method",
)
_PHASES = ("examples", "coverage", "fuzzing", "stateful")
_KNOWN = 0.6  # how often an address names something that is there


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token is sent, and what the addresses may name, by parameter."""

    token: str
    known: Mapping[str, list[str]]


@dataclass(slots=True)
class Tried:
    """How many requests; what is wrong with their answers, with a command that asks again."""

    requests: int = 0
    faults: dict[str, str] = field(default_factory=dict)


def tried(app: FastAPI, base_url: str, caller: Caller, length: Length) -> Tried:
    """Send it all, as far as it gets in its seconds."""
    settings = _settings(caller, length) | {"base-url": base_url}
    schema = schemathesis.openapi.from_dict(
        app.openapi(), config=SchemathesisConfig.from_dict(settings)
    )
    schema.app = _without_a_start(app)
    found = Tried()
    for event in from_schema(schema).execute():
        if isinstance(event, events.FatalError):
            raise event.exception
        if isinstance(event, events.NonFatalError):
            found.faults[f"{event.label}: {event.value}"] = ""
        if isinstance(event, events.ScenarioFinished):
            found.requests += len(event.recorder.interactions)
            found.faults.update(_faults(event))
    return found


def _without_a_start(app: FastAPI) -> ASGIApp:
    """The same application, which has been started and shall not be once more."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            raise NotImplementedError
        await app(scope, receive, send)

    return served


def _faults(scenario: events.ScenarioFinished) -> Iterator[tuple[str, str]]:
    for checks in scenario.recorder.checks.values():
        for check in checks:
            if told := check.failure_info:
                what = f"{told.failure.title}: {told.failure.message[:300]}"
                yield f"{scenario.recorder.label}: {what}", told.code_sample


def _settings(caller: Caller, length: Length) -> dict[str, Any]:
    return {
        "seed": length.seed,
        "max-time": length.seconds,
        "headers": {"Authorization": f"Bearer {caller.token}"},
        "dictionaries": {name: {"values": values} for name, values in caller.known.items()},
        "parameters": {
            f"path.{name}": {"dictionary": name, "probability": _KNOWN} for name in caller.known
        },
        "generation": {
            "max-examples": 50 if length.is_long else 1,
            "no-shrink": True,
            "deterministic": True,
        },
        # Coverage alone takes half a minute.
        "phases": {name: {"enabled": length.is_long or name != "coverage"} for name in _PHASES},
        "checks": {"enabled": False} | {name: {"enabled": True} for name in _CHECKS},
    }
