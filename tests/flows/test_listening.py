"""The relay hears of a wake-up at once."""

import asyncio
from contextlib import suppress

from sqlalchemy import Engine

from flows.listening import listen
from tests.flows.dossiers import filed


def test_a_committed_wake_up_is_heard(database_url: str, engine: Engine) -> None:
    async def story() -> None:
        heard = asyncio.Event()
        listening = asyncio.create_task(listen(database_url, heard))
        await asyncio.wait_for(heard.wait(), 10)  # it begins by looking
        heard.clear()
        await asyncio.to_thread(filed, engine)
        await asyncio.wait_for(heard.wait(), 10)
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening

    asyncio.run(story())
