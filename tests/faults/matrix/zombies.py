"""Processes that are stopped in the middle of something, and wake when others have done it."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from tests.faults.matrix.trial import Trial


def _wake(trial: Trial, others: int) -> None:
    for number in [*trial.system.stopped(), others]:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGCONT)


def worker_wakes_late(point: str, trial: Trial) -> None:
    """One of two workers stands still with a dossier in hand; the other carries it to its end."""
    with trial.system.another_worker() as second:
        time.sleep(6)  # it is at work
        trial.system.arm(point, "stop")
        trial.file()
        trial.until(lambda: trial.system.is_hit(point))
        try:
            trial.until(trial.is_over)
        finally:
            _wake(trial, second.pid)
        time.sleep(2)  # in which it does what it was about to do
        trial.until(trial.is_over)


def web_wakes_late(trial: Trial) -> None:
    """The web stands still inside a decision's transaction, longer than its reader waits."""
    trial.file()
    trial.system.arm("sitting-written", "stop")
    trial.until(lambda: trial.system.is_hit("sitting-written"))
    time.sleep(7)
    _wake(trial, os.getpid())


ZOMBIES: Mapping[str, Callable[[Trial], None]] = {
    **{
        f"zombie/{point}": lambda trial, point=point: worker_wakes_late(point, trial)  # type: ignore[misc]
        for point in ("mail-sent", "gate-announced")
    },
    "zombie/web": web_wakes_late,
}
