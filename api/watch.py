"""Tells open pages that dossiers changed: one connection to the database for all of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from approvals.commands.survey import survey
from core.clock import now
from core.database import transaction
from core.listening import listen

_GATHER = 0.3  # seconds: what is committed together is told together


class Watch:
    """Begins to listen when the first page looks, and ends when the last one is gone."""

    def __init__(self, database_url: str, database: Engine) -> None:
        self._url = database_url
        self._database = database
        self._pages: set[asyncio.Event] = set()
        self._listening: asyncio.Task[None] | None = None

    async def changes(self) -> AsyncIterator[None]:
        """Yields once for all that was committed since the last time."""
        mine = asyncio.Event()
        self._pages.add(mine)
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        try:
            while True:
                await mine.wait()
                mine.clear()
                yield
        finally:
            self._pages.discard(mine)
            if not self._pages:
                await self._end()

    async def _listen(self) -> None:
        heard = asyncio.Event()
        listening = asyncio.create_task(listen(self._url, "dossier", heard))
        try:
            while True:
                await heard.wait()
                await asyncio.sleep(_GATHER)
                heard.clear()
                with suppress(OperationalError):  # pages learn that themselves, when they ask
                    await asyncio.to_thread(self._survey)
                for page in self._pages:
                    page.set()
        finally:
            listening.cancel()

    def _survey(self) -> None:
        """Pages find what changed in `open_dossier` when they ask."""
        with transaction(self._database) as session:
            survey(session, now=now())

    async def _end(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
