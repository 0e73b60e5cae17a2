"""What sweeps share: ids first, then each alone, so that one poisoned item stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from core.failpoints import failpoint

BATCH = 500

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Swept:
    """`lost`: somebody else was quicker, or it was no longer due. `failed` comes up again."""

    found: int = 0
    done: int = 0
    lost: int = 0
    failed: int = 0


def sweep(name: str, ids: Iterable[UUID], handle: Callable[[UUID], bool]) -> Swept:
    """Handle each; `handle` says whether it did the thing or lost the race for it."""
    done = lost = failed = 0
    for item_id in ids:
        try:
            if handle(item_id):
                done += 1
            else:
                lost += 1
            failpoint("item-swept")
        except Exception as problem:  # noqa: BLE001 -- reported, and swept again next time
            failed += 1
            log.warning("sweep failed", sweep=name, item=str(item_id), problem=problem)
    swept = Swept(done + lost + failed, done, lost, failed)
    if swept.found:
        log.info("swept", sweep=name, done=done, lost=lost, failed=failed)
    return swept


def report(**parts: Swept) -> State[Any]:
    """What Prefect's screen says of a sweep: failed when an item did, though the rest is done."""
    said = "; ".join(
        f"{name.replace('_', ' ')}: {part.found} found, {part.done} done, {part.lost} lost,"
        f" {part.failed} failed"
        for name, part in parts.items()
    )
    return (Failed if any(part.failed for part in parts.values()) else Completed)(message=said)
