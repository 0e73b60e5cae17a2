"""What is told to stop stops, whatever comes at the same moment."""

import asyncio
from contextlib import suppress

import pytest

from flows.stopping import end, is_set_within

LONG = 30.0


@pytest.mark.parametrize("turns", range(5))
def test_a_wait_that_is_cancelled_as_it_ends_is_not_taken_up_again(turns: int) -> None:
    async def story() -> tuple[bool, bool]:
        event = asyncio.Event()
        waiting = asyncio.create_task(is_set_within(event, LONG))
        for _ in range(3):
            await asyncio.sleep(0)
        event.set()
        for _ in range(turns):
            await asyncio.sleep(0)
        told = waiting.cancel()
        with suppress(asyncio.CancelledError):
            await waiting
        return told, waiting.cancelled()

    told, stopped = asyncio.run(story())
    assert stopped == told


def test_a_wait_says_whether_what_it_waited_for_came() -> None:
    async def story() -> tuple[bool, bool]:
        event = asyncio.Event()
        before = await is_set_within(event, 0.01)
        event.set()
        return before, await is_set_within(event, LONG)

    assert asyncio.run(story()) == (False, True)


def test_who_lost_a_cancellation_is_told_again() -> None:
    told = 0

    async def hard_of_hearing() -> None:
        nonlocal told
        while told < 3:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(LONG)
            told += 1

    async def story() -> None:
        task = asyncio.create_task(hard_of_hearing())
        await asyncio.sleep(0)
        await end([task], again_after=0.01)

    asyncio.run(story())
    assert told == 3
