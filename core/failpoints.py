"""Named places between two effects, where a rehearsal lets a process die, stop, wait or fail.

Nothing happens at one, and nothing is looked up, unless `BANGVANG_FAILPOINTS` names a folder when
the process starts; settings refuse it outside development. A file in that folder, named as the
point is, arms it for one hit by whichever process comes first: docs/faults.md.
"""

import os
import signal
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

VARIABLE = "BANGVANG_FAILPOINTS"
HIT = ".hit"  # what the file of a point is called once the point was hit
CLOCK = "clock"  # a file there with seconds: by so much this project's clock is wrong

# Every point, and what has been done and what has not when it is reached.
POINTS: Mapping[str, str] = MappingProxyType(
    {
        # the web
        "vote-cast": "one vote is made, the others of its sitting are not, nothing is committed",
        "sitting-written": "a decision is written and not committed",
        "decision-committed": "a decision is committed, and nobody was told so",
        "file-kept": "an evidence file is on disk, and no row names it",
        "reports-stored": "the mail provider's reports are written and not committed",
        # the relay
        "dossier-taken": "a dossier is taken in hand, its run is neither found nor resumed",
        "run-resumed": "its run is resumed and not claimed",
        "run-claimed": "its run is claimed and has not begun",
        "run-ended": "its run has suspended itself or ended, the wake-up is still there",
        # the flow of a dossier
        "messages-queued": "messages are in the queue, none is sent",
        "gate-announced": "messages are sent, the run has not suspended itself",
        # delivery
        "mail-claimed": "a message is claimed and not made",
        "mail-made": "its link and code are stored, it is not sent",
        "mail-sent": "the provider took it, we have not noted so",
        "mail-marked": "that it was taken is written and not committed",
        # sweeps
        "report-found": "a report is stored, its message has not learned of it",
        "item-swept": "one item of a sweep is done, the others are not",
        "checkpoint-signed": "a checkpoint is committed and not published",
        # the command line
        "backup-written": "a backup is written and has no name yet",
    }
)


class FailpointHit(Exception):
    """What the action `error` raises; nothing in the project catches it by name."""


def _nothing(_name: str) -> None:
    """What a failpoint is in use."""


def _no_skew() -> timedelta:
    return timedelta()


class Armed:
    """The points of a folder.

    A file says `kill`, `stop`, `error` or `sleep SECONDS`, and may go on with `after HITS` to
    let so many pass first. It is renamed as the point is hit: that makes it happen once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reach(self, name: str) -> None:
        """Do what the file of the point says. Of several processes one gets it."""
        file = self._folder / name
        taken = file.with_name(f"{name}.{os.getpid()}")
        try:
            file.rename(taken)
        except OSError:  # not armed, or another was quicker
            return
        action, *rest = taken.read_text().split()
        if "after" in rest and (left := int(rest[-1])) > 0:
            taken.write_text(" ".join([action, *rest[:-1], str(left - 1)]))
            taken.rename(file)
            return
        taken.rename(file.with_name(f"{name}{HIT}"))
        _act(name, action, rest)

    def skew(self) -> timedelta:
        """By how much the clock is wrong just now."""
        try:
            return timedelta(seconds=float((self._folder / CLOCK).read_text()))
        except (OSError, ValueError):
            return timedelta()


def _act(name: str, action: str, rest: list[str]) -> None:
    match action:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "sleep":
            time.sleep(float(rest[0]))
        case _:
            raise FailpointHit(name)


_folder = os.environ.get(VARIABLE)
_armed = Armed(Path(_folder)) if _folder else None

failpoint: Callable[[str], None] = _armed.reach if _armed else _nothing
skew: Callable[[], timedelta] = _armed.skew if _armed else _no_skew
