"""How long requests take, by route: its template, never what stands in an address."""

import time

from prometheus_client import CollectorRegistry, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
_LEFT = "unknown"  # no answer was begun


class Timing:
    """Measures until the answer begins: what stays open for live pages is no delay."""

    def __init__(self, app: ASGIApp, *, registry: CollectorRegistry) -> None:
        self._app = app
        self._seconds = Histogram(
            "bangvang_request_seconds",
            "Time until the answer began, by route.",
            ["method", "route", "status"],
            buckets=_BOUNDS,
            registry=registry,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, noted = time.perf_counter(), False

        def note(status: str) -> None:
            nonlocal noted
            if not noted:
                noted = True
                route = getattr(scope.get("route"), "path", "other")
                method = scope["method"] if route != "other" else "any"
                self._seconds.labels(method, route, status).observe(time.perf_counter() - began)

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                note(f"{message['status'] // 100}xx")
            await send(message)

        try:
            await self._app(scope, receive, timed)
        finally:
            note(_LEFT)
