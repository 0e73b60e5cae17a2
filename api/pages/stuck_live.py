"""Tells an open dashboard that dossiers changed; it then asks for what it shows."""

import asyncio
from collections.abc import AsyncIterable
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import Request

from api.dependencies import holding
from api.web import watch_of
from approvals.queries.stuck import DESK

router = APIRouter(include_in_schema=False)
_LONGEST = 600


@router.get("/stuck/live", response_class=EventSourceResponse, dependencies=[holding(*DESK)])
async def tell_changes(
    request: Request, within: Annotated[int, Query(ge=0, le=_LONGEST)] = _LONGEST
) -> AsyncIterable[ServerSentEvent]:
    """For so many seconds; a browser then asks again by itself.

    That something changed is all that is told: what is shown is asked for, within one's scope.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            async for _ in watch_of(request).changes():
                yield ServerSentEvent(event="dossier", raw_data="changed")
