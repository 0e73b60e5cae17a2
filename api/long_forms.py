"""Forms with a few fields for each of many dossiers; the framework's own limit is 1,000 fields."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from approvals.queries.inbox import TOGETHER

_FIELDS = 3 * TOGETHER


class LongFormRoute(APIRoute):
    """Reads the form first, with room for all; what reads it later is handed the same."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def read(request: Request) -> Response:
            if request.method == "POST":
                await request.form(max_fields=_FIELDS)
            return await handle(request)

        return read
