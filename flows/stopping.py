"""Ending what runs side by side in one event loop."""

import asyncio
from collections.abc import Iterable

_AGAIN_AFTER = 1.0


async def end(tasks: Iterable[asyncio.Task[object]], *, again_after: float = _AGAIN_AFTER) -> None:
    """Cancel them until they are over.

    Once is not enough: `asyncio.wait_for` of Python 3.11 and older loses a cancellation that
    comes together with what was waited for, and whoever used it goes on as if nothing had been.
    """
    going = set(tasks)
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=again_after)


async def is_set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, and not for ever."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
