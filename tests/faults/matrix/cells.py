"""The cells: what is broken, where, and how. Each is a function that a trial is handed to."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial

from tests.faults.matrix import outside
from tests.faults.matrix.mail_cells import MAIL
from tests.faults.matrix.trial import Trial
from tests.faults.matrix.zombies import ZOMBIES

Cell = Callable[[Trial], None]

# What a decision and its mail pass by itself, and who is there.
_RELAY = (
    "dossier-taken", "run-resumed", "run-claimed", "run-ended", "messages-queued",
    "gate-announced", "mail-claimed", "mail-made", "mail-sent", "mail-marked",
)  # fmt: skip
_WEB = ("vote-cast", "sitting-written", "decision-committed")
_LONG_ENOUGH = "sleep 2"  # for another process to be killed meanwhile


def at(point: str, action: str, victim: str | None, trial: Trial) -> None:
    """Break something at a point of a dossier's ordinary way, once a gate was passed."""
    trial.file()
    trial.system.arm(point, action)
    trial.until(lambda: trial.system.is_hit(point))
    if victim is not None:
        trial.system.kill(victim)


def killed(name: str, trial: Trial) -> None:
    """Kill -9, each time a moment after a decision was sent."""
    moments = [0.02, 0.005, 0.0]

    def kill() -> None:
        if moments:
            threading.Timer(moments.pop(), trial.system.kill, [name]).start()

    trial.file(2)
    trial.until(lambda: not moments, before_each=kill)


def everything_killed(trial: Trial) -> None:
    """`up` itself, so that all else notices."""
    trial.file()
    trial.until(lambda: bool(trial.reviewers.receipts))
    trial.system.stop(signal.SIGKILL)
    time.sleep(0.5)
    trial.system.start()


def restarted_under_load(name: str, trial: Trial) -> None:
    """Every few seconds, while six dossiers are decided."""
    over = threading.Event()

    def kill_again() -> None:
        while not over.wait(3.5):
            with suppress(AssertionError, ProcessLookupError):
                trial.system.kill(name)

    killer = threading.Thread(target=kill_again)
    trial.file(6)
    killer.start()
    began = time.monotonic()
    try:
        trial.until(lambda: time.monotonic() - began > 15)
    finally:
        over.set()
        killer.join()


def paused(name: str, trial: Trial) -> None:
    """SIGSTOP for some seconds, with work in hand, as where a machine is moved."""
    trial.file(2)
    trial.until(lambda: bool(trial.reviewers.receipts))
    numbers = trial.system.pause(name)
    began = time.monotonic()
    try:
        trial.until(lambda: time.monotonic() - began > 6)
    finally:
        for number in reversed(numbers):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGCONT)


def clock_skips(by: timedelta, trial: Trial) -> None:
    """In the middle of a dossier's life; afterwards it is right again."""
    trial.file(2)
    trial.until(lambda: bool(trial.reviewers.receipts))
    trial.system.skip(by)
    trial.until(trial.is_over)
    if by < timedelta():
        trial.system.skip(-by)


def _points() -> Iterator[tuple[str, Cell]]:
    for point in (*_WEB, *_RELAY):
        yield f"{point}/kill", partial(at, point, "kill", None)
    for point in ("vote-cast", "run-claimed", "mail-sent"):
        yield f"{point}/error", partial(at, point, "error", None)
    for point in ("sitting-written", "run-claimed", "mail-sent", "mail-marked"):
        yield f"{point}/database", partial(at, point, _LONG_ENOUGH, "database")
    for point in ("run-resumed", "run-ended", "gate-announced"):
        yield f"{point}/engine", partial(at, point, _LONG_ENOUGH, "engine")


CELLS: Mapping[str, Cell] = {
    "nothing": lambda trial: trial.file(),
    **dict(_points()),
    "report-found/kill": outside.report_found,
    "reports-stored/kill": outside.reports_stored,
    "item-swept/kill": outside.item_swept,
    "checkpoint-signed/kill": outside.checkpoint_signed,
    "file-kept/kill": outside.file_kept,
    "backup-written/kill": outside.backup_written,
    "backup on a full disk": outside.backup_on_a_full_disk,
    **{f"kill/{name}": partial(killed, name) for name in ("web", "worker", "engine", "database")},
    "kill/everything": everything_killed,
    **{f"pause/{name}": partial(paused, name) for name in ("web", "worker", "engine", "database")},
    **ZOMBIES,
    "under load/database": partial(restarted_under_load, "database"),
    "under load/engine": partial(restarted_under_load, "engine"),
    "clock/back 3 h": partial(clock_skips, timedelta(hours=-3)),
    "clock/forward 3 h": partial(clock_skips, timedelta(hours=3)),
    **MAIL,
}
