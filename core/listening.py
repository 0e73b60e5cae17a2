"""Being told at once that something was committed, by a channel of PostgreSQL.

What is told while nobody listens is lost: whoever listens looks now and then as well.
"""

import asyncio

import psycopg
from psycopg import AsyncConnection, sql

_PAUSE = 1.0


async def listen(url: str, channel: str, heard: asyncio.Event) -> None:
    """Set `heard` whenever a transaction that told a channel is committed; never returns."""
    while True:
        try:
            await _listen(url, channel, heard)
        except psycopg.OperationalError:
            await asyncio.sleep(_PAUSE)


async def _listen(url: str, channel: str, heard: asyncio.Event) -> None:
    connection = await AsyncConnection.connect(
        url, autocommit=True, application_name=f"bangvang {channel}"
    )
    async with connection:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        heard.set()  # for what came while nobody listened
        async for _ in connection.notifies():
            heard.set()
