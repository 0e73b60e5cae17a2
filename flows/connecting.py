"""Reaching Prefect's server."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.context import AsyncClientContext, SyncClientContext, refresh_global_settings_context

from core.engine_environment import client_environment, engine_url
from core.settings import Settings

_SHORTEST_WAIT, _LONGEST_WAIT = 0.2, 10.0


def use_engine(settings: Settings) -> None:
    """Make Prefect in this process talk to our server, also if it was imported before."""
    os.environ.update(client_environment(settings))
    refresh_global_settings_context()


@asynccontextmanager
async def engine_client() -> AsyncIterator[PrefectClient]:
    """One client for everything in this event loop, its connections shared by all runs.

    Prefect's engine asks some things without the loop, at each run, and would make a client for
    that each time: loading its certificates takes longer than a gate's own work.
    """
    with SyncClientContext.get_or_create():
        async with AsyncClientContext.get_or_create() as context:
            yield context.client


class Reach:
    """Whether Prefect's server answers. Asks with patience, and without Prefect's own retries."""

    def __init__(self, settings: Settings) -> None:
        self._url = f"{engine_url(settings)}/health"
        self._client = httpx.AsyncClient(timeout=5)

    async def answers(self) -> bool:
        try:
            return (await self._client.get(self._url)).is_success
        except httpx.HTTPError:
            return False

    async def wait(self) -> None:
        """Until it answers; asks again after a growing pause."""
        pause = _SHORTEST_WAIT
        while not await self.answers():
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_WAIT)

    async def close(self) -> None:
        await self._client.aclose()
