"""What is committed is heard at once, by whoever listens to its channel."""

import asyncio
from contextlib import suppress

import pytest
from sqlalchemy import Engine

from core.listening import listen
from tests.flows.dossiers import filed


@pytest.mark.parametrize("channel", ["wake", "dossier"])
def test_a_dossier_that_is_filed_is_heard(database_url: str, engine: Engine, channel: str) -> None:
    async def story() -> None:
        heard = asyncio.Event()
        listening = asyncio.create_task(listen(database_url, channel, heard))
        await asyncio.wait_for(heard.wait(), 10)  # it begins by looking
        heard.clear()
        await asyncio.to_thread(filed, engine)
        await asyncio.wait_for(heard.wait(), 10)
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening

    asyncio.run(story())
