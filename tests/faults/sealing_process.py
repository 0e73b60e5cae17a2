"""Seals in processes that kill themselves; started by test_sealing.py, one line of it at a time.

Everything is imported once; each run is a fork, so that hundreds of deaths take seconds. A run
dies right before its n-th effect on the world: each statement and each COMMIT it sends, each
write, cut, rename and sync of a file. Of a write it does the first half.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.commands.seal_log import seal_log
from approvals.history.note import SigningKey
from approvals.history.published import CheckpointFiles
from approvals.history.sealer import Sealer
from approvals.queries import journal, log
from core.database import connect

NAME = "bangvang.example"
KEY = SigningKey.of(NAME, bytes(range(32)))
NOW = datetime(2024, 11, 26, 2, 0, tzinfo=UTC)


def main() -> None:
    """Of each line of standard input, `n`: die at the n-th effect; 0: never. Says how it ended."""
    url, folder = sys.argv[1:]
    engine = connect(url, pool_size=1)
    with Session(engine) as session:  # what SQLAlchemy learns and prepares once, forks inherit
        for look in (log.newest, log.keys, log.size, log.waiting, journal.for_update):
            look(session)
        session.rollback()
    engine.dispose()
    for line in sys.stdin:
        children = [_forked(engine, Path(folder), int(word)) for word in line.split()]
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        sys.stdout.write(" ".join(map(str, ends)) + "\n")
        sys.stdout.flush()


def _forked(engine: Engine, folder: Path, fatal: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            engine.connect().close()
            _die_at(fatal)
            sealer = Sealer(NAME, [KEY], CheckpointFiles.within(folder))
            seal_log(engine, sealer, now=NOW)
        except BaseException:  # noqa: BLE001 -- a fork must not go on as its parent
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return child


def _die_at(fatal: int) -> None:
    left = [fatal]

    def count(effect: Callable[..., Any], half: Callable[..., Any] | None = None) -> Any:  # noqa: ANN401
        def counted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- as what it wraps
            left[0] -= 1
            if left[0] == 0:
                if half:
                    half(*arguments)
                os.kill(os.getpid(), signal.SIGKILL)
            return effect(*arguments, **named)

        return counted

    write = os.write
    psycopg.Cursor.execute = count(psycopg.Cursor.execute)  # type: ignore[method-assign]
    psycopg.Cursor.executemany = count(psycopg.Cursor.executemany)  # type: ignore[method-assign]
    psycopg.Connection.commit = count(psycopg.Connection.commit)  # type: ignore[method-assign]
    os.write = count(write, lambda file, raw: write(file, raw[: len(raw) // 2]))
    os.fsync = count(os.fsync)
    os.ftruncate = count(os.ftruncate)
    os.replace = count(os.replace)
    Path.replace = count(Path.replace)  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
