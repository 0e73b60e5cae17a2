"""What sweeps share: ids first, then each alone, so that one poisoned item stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

import structlog

BATCH = 500

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Swept:
    """`lost`: somebody else was quicker, or it was no longer due. `failed` comes up again."""

    found: int = 0
    done: int = 0
    lost: int = 0
    failed: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(
            self.found + other.found,
            self.done + other.done,
            self.lost + other.lost,
            self.failed + other.failed,
        )


def sweep(name: str, ids: Iterable[UUID], handle: Callable[[UUID], bool]) -> Swept:
    """Handle each; `handle` says whether it did the thing or lost the race for it."""
    done = lost = failed = 0
    for item_id in ids:
        try:
            if handle(item_id):
                done += 1
            else:
                lost += 1
        except Exception as problem:  # noqa: BLE001 -- reported, and swept again next time
            failed += 1
            log.warning("sweep failed", sweep=name, item=str(item_id), problem=repr(problem))
    swept = Swept(done + lost + failed, done, lost, failed)
    if swept.found:
        log.info("swept", sweep=name, done=done, lost=lost, failed=failed)
    return swept
