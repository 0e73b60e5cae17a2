"""One `bangvang up` a home folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.refusal import Refusal


class AlreadyUp(Refusal):
    code = "already_up"

    def __init__(self, home: Path, process: str) -> None:
        super().__init__(
            f"Bảng Vàng already runs from {home} (process {process}): use that one, stop it, "
            "or set BANGVANG_HOME and BANGVANG_PORT for a second one.",
            home=str(home),
            process=process,
        )


class HomeNotWritable(Refusal):
    code = "home_not_writable"

    def __init__(self, home: Path, reason: str) -> None:
        super().__init__(
            f"{home} cannot be written to ({reason}): set BANGVANG_HOME to a folder of yours.",
            home=str(home),
        )


@contextmanager
def locked(home: Path) -> Iterator[bool]:
    """Hold the home for this process; gives whether the one before was killed.

    Raises `AlreadyUp`. The kernel gives the lock back however we end.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(home / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise HomeNotWritable(home, error.strerror or str(error)) from None
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        noted = file.read().strip()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyUp(home, noted or "unknown") from None
        _note(file.fileno(), str(os.getpid()))
        yield bool(noted)
        _note(file.fileno(), "")


def _note(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode("ascii"), 0)
