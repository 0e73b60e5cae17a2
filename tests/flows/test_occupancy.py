"""One process at a time has a dossier in hand; whoever dies lets go."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy import Engine

from core.database import transaction
from core.engine_presence import engine_is_up
from core.ids import uuid7
from flows.occupancy import Occupancy
from tests.flows.conftest import eventually

DOSSIER = uuid7()


@asynccontextmanager
async def two_processes(url: str) -> AsyncIterator[tuple[Occupancy, Occupancy]]:
    one, other = Occupancy(url), Occupancy(url)
    yield one, other
    await one.close()
    await other.close()


def cut_off(url: str) -> None:
    """What PostgreSQL sees when a process is killed, and a process when PostgreSQL is."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'bangvang occupancy' AND datname = current_database()"
        )


def test_a_dossier_is_in_one_hand_at_a_time(database_url: str) -> None:
    async def story() -> list[bool]:
        async with two_processes(database_url) as (one, other):
            taken = [await one.take(DOSSIER), await other.take(DOSSIER)]
            await one.leave(DOSSIER)
            return [*taken, await other.take(DOSSIER)]

    assert asyncio.run(story()) == [True, False, True]


def test_a_process_does_not_take_twice_what_it_has(database_url: str) -> None:
    async def story() -> list[bool]:
        async with two_processes(database_url) as (one, _):
            both = await asyncio.gather(one.take(DOSSIER), one.take(DOSSIER))
            return [*both, await one.take(DOSSIER)]

    assert asyncio.run(story()) == [True, False, False]


def test_what_a_process_has_that_stands_still_is_free(database_url: str) -> None:
    """Stopped, or on a machine that was: its connection lives, and nobody hears of it."""

    async def story() -> bool:
        one, other = Occupancy(database_url, heard_within=50), Occupancy(database_url)
        await one.show(present=True)
        await one.take(DOSSIER)
        while not await other.take(DOSSIER):  # noqa: ASYNC110 -- the lock is PostgreSQL's
            await asyncio.sleep(0.02)
        await one.close()
        await other.close()
        return True

    assert asyncio.run(asyncio.wait_for(story(), 30))


def test_what_a_dead_process_had_is_free(database_url: str) -> None:
    async def story() -> bool:
        async with two_processes(database_url) as (one, other):
            await one.take(DOSSIER)
            cut_off(database_url)
            return await other.take(DOSSIER)

    assert asyncio.run(story())


def test_a_lost_connection_takes_up_again_what_it_held(database_url: str) -> None:
    async def story() -> bool:
        async with two_processes(database_url) as (one, other):
            await one.take(DOSSIER)
            cut_off(database_url)
            try:
                await one.show(present=False)
            except psycopg.OperationalError:
                await one.show(present=False)
            return await other.take(DOSSIER)

    assert not asyncio.run(story())


def test_the_engine_is_up_while_a_worker_says_so(database_url: str, engine: Engine) -> None:
    def is_up() -> bool:
        with transaction(engine) as session:
            return engine_is_up(session)

    async def story() -> list[bool]:
        async with two_processes(database_url) as (one, other):
            seen = [is_up()]
            await one.show(present=True)
            await other.show(present=True)
            seen.append(is_up())
            await one.show(present=False)
            seen.append(is_up())
        return seen

    assert asyncio.run(story()) == [False, True, True]
    eventually(lambda: not is_up(), "the database noticed that the last one left")
