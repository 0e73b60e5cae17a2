"""`make faults`: plays the cells on one running system and prints what became of each.

`make faults ONLY=zombie` plays the cells whose names begin so, several with commas between them.
Ends with 1 where an invariant does not hold. Nobody's tests run it: it takes many minutes.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.faults.matrix.cells import CELLS, Cell
from tests.faults.matrix.outside import Skipped
from tests.faults.matrix.rehearsed_system import RehearsedSystem
from tests.faults.matrix.trial import Outcome, Stage, Trial
from tests.notifications.mailers.stub import a_stub

_HEAD = (
    "| fault | asked | recorded | lost | doubled | mails | twice | invariants | seconds |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    wanted = [word for words in sys.argv[1:] for word in words.split(",") if word]
    chosen = {
        name: cell
        for name, cell in CELLS.items()
        if not wanted or any(name.startswith(word) for word in wanted)
    }
    sys.stdout.write(f"{_HEAD}\n")
    began, outcomes = monotonic(), []
    with _staged() as stage:
        for name, cell in chosen.items():
            outcomes.append(_play(stage, name, cell))
            _show(outcomes[-1])
    broken = [one for one in outcomes if one.broken]
    held = len(outcomes) - len(broken)
    took = monotonic() - began
    sys.stdout.write(f"\n{held} of {len(outcomes)} cells hold, in {took / 60:.1f} minutes.\n")
    for one in broken:
        sys.stdout.write("".join(f"✗ {one.name}: {sentence}\n" for sentence in one.broken))
    sys.exit(1 if broken else 0)


def _play(stage: Stage, name: str, cell: Cell) -> Outcome:
    why: list[str] = []
    outcome = stage.play(name, partial(_unless_skipped, cell, why))
    outcome.skipped = "".join(why)
    return outcome


def _unless_skipped(cell: Cell, why: list[str], trial: Trial) -> None:
    try:
        cell(trial)
    except Skipped as reason:
        why.append(str(reason))


def _show(one: Outcome) -> None:
    held = f"skipped: {one.skipped}" if one.skipped else f"{len(one.broken)} broken"
    numbers = (one.asked, one.recorded, one.lost, one.doubled, one.sent, one.sent_twice)
    cells = [one.name, *map(str, numbers), held if one.broken or one.skipped else "hold"]
    sys.stdout.write(f"| {' | '.join(cells)} | {one.seconds:.0f} |\n")
    sys.stdout.flush()


@contextmanager
def _staged() -> Iterator[Stage]:
    # Under /tmp, which is open to the account that PostgreSQL runs as.
    with TemporaryDirectory(prefix="bangvang-faults-") as folder, a_stub() as stub:
        Path(folder).chmod(0o755)
        system = RehearsedSystem(Path(folder) / "home", stub)
        system.start()
        try:
            system.wait_for_web()
            system.wait_for_engine()
            yield Stage(system)
        finally:
            system.stop(signal.SIGTERM)


if __name__ == "__main__":
    main()
