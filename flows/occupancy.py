"""Which dossiers this process has in hand, told to all others by locks in PostgreSQL.

The locks belong to one connection. When the process dies, PostgreSQL frees them at once: a run
that Prefect calls running while its dossier's lock is free has lost its process. A process that
stands still loses them too: while it shows itself present it must be heard of. The connection
must be a direct one, not through a pooler that shares connections between transactions.
"""

import asyncio
from contextlib import suppress
from uuid import UUID

import psycopg
from psycopg import AsyncConnection

from core.engine_presence import SPACE, WORKER

_TAKE = "SELECT pg_try_advisory_lock(%s)"
_LEAVE = "SELECT pg_advisory_unlock(%s)"
_COME = "SELECT pg_try_advisory_lock_shared(%s, %s)"
_GO = "SELECT pg_advisory_unlock_shared(%s, %s)"
_END_AFTER = "SELECT set_config('idle_session_timeout', %s::text, false)"
_HEARD_WITHIN = 60_000  # milliseconds, far longer than from one `show` to the next
_NEVER = 0


class Occupancy:
    """Locks by dossier, and the one that says that a worker is there."""

    def __init__(self, url: str, *, heard_within: int = _HEARD_WITHIN) -> None:
        self._url = url
        self._heard_within = heard_within
        self._connection: AsyncConnection | None = None
        self._turn = asyncio.Lock()
        self._held: set[UUID] = set()
        self._asked: set[UUID] = set()
        self._present = False

    async def take(self, dossier_id: UUID) -> bool:
        """Take a dossier in hand; False when somebody has it, this process included."""
        if dossier_id in self._held or dossier_id in self._asked:
            return False  # for PostgreSQL one connection may lock twice
        self._asked.add(dossier_id)
        try:
            if await self._ask(_TAKE, _key(dossier_id)):
                self._held.add(dossier_id)
        finally:
            self._asked.discard(dossier_id)
        return dossier_id in self._held

    async def leave(self, dossier_id: UUID) -> None:
        self._held.discard(dossier_id)
        with suppress(psycopg.OperationalError):  # the lock went with the connection
            await self._ask(_LEAVE, _key(dossier_id))

    async def show(self, *, present: bool) -> None:
        """Say whether a working engine is here; also notices a lost connection."""
        if present != self._present:
            await self._ask(_COME if present else _GO, SPACE, WORKER)
            await self._ask(_END_AFTER, self._heard_within if present else _NEVER)
            self._present = present
        else:
            await self._ask("SELECT true")

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def _ask(self, query: str, *numbers: int) -> bool:
        async with self._turn:
            connection = await self._connected()
            try:
                cursor = await connection.execute(query, numbers)
                row = await cursor.fetchone()
            except psycopg.OperationalError:
                await connection.close()
                raise
            return row is not None and bool(row[0])

    async def _connected(self) -> AsyncConnection:
        """The connection; a new one takes up what the lost one held."""
        if self._connection is None or self._connection.closed:
            connection = await AsyncConnection.connect(
                self._url, autocommit=True, application_name="bangvang occupancy"
            )
            for dossier_id in self._held:
                await connection.execute(_TAKE, [_key(dossier_id)])
            if self._present:
                await connection.execute(_COME, [SPACE, WORKER])
                await connection.execute(_END_AFTER, [self._heard_within])
            self._connection = connection
        return self._connection


def _key(dossier_id: UUID) -> int:
    """64 bits of the dossier's key, the random ones."""
    return int.from_bytes(dossier_id.bytes[8:], signed=True)
