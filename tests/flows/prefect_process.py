"""Prefect's server, loaded once: each line it is sent starts another, which takes a third as long.

Says the number of each. None outlives whoever sends the lines.
"""

import os
import signal
import sys
from contextlib import suppress

import prefect.server.api.server  # noqa: F401 -- what takes longest to load
from prefect.cli import app


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who has ended is gone at once
    started = None
    for _ in sys.stdin:
        started = _forked()
        sys.stdout.write(f"{started}\n")
        sys.stdout.flush()
    if started is not None:
        with suppress(ProcessLookupError):
            os.kill(started, signal.SIGKILL)


def _forked() -> int:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # where only numbers are read
        sys.argv = ["prefect", "server", "start"]
        try:
            app()
        finally:
            os._exit(1)
    return child


if __name__ == "__main__":
    main()
