"""Log files of the processes we start: appended to, and never larger than a limit."""

import os
import shutil
from pathlib import Path
from typing import IO

_LARGEST = 8 * 2**20


class LogFolder:
    """`web.log`, `worker.log`, …; what was there before the last cut is in `web.log.1`."""

    def __init__(self, folder: Path, *, largest: int = _LARGEST) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._largest = largest

    def open(self, name: str) -> IO[bytes]:
        """For a process to write to; each write lands at the end, wherever that then is."""
        return (self.folder / f"{name}.log").open("ab")

    def last_line(self, name: str) -> str:
        """What a process said last."""
        with (self.folder / f"{name}.log").open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - 4096))
            lines = log.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def shorten(self) -> None:
        """Set aside what is too long. The processes write on: their end is now the beginning."""
        for log in self.folder.glob("*.log"):
            if log.stat().st_size > self._largest:
                _keep_a_copy(log)
                os.truncate(log, 0)


def _keep_a_copy(log: Path) -> None:
    older = log.with_suffix(".log.1")
    try:
        shutil.copyfile(log, older)
    except OSError:  # the disk is full: cutting the log is what makes room
        older.unlink(missing_ok=True)
