"""Being told at once that a wake-up was queued. Polling stays the guarantee."""

import asyncio

import psycopg
from psycopg import AsyncConnection

_PAUSE = 1.0


async def listen(url: str, heard: asyncio.Event) -> None:
    """Set `heard` whenever a transaction that queued a wake-up is committed; never returns."""
    while True:
        try:
            await _listen(url, heard)
        except psycopg.OperationalError:
            await asyncio.sleep(_PAUSE)


async def _listen(url: str, heard: asyncio.Event) -> None:
    connection = await AsyncConnection.connect(
        url, autocommit=True, application_name="bangvang relay"
    )
    async with connection:
        await connection.execute("LISTEN wake")
        heard.set()  # for what came while nobody listened
        async for _ in connection.notifies():
            heard.set()
