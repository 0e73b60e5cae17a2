"""A cluster's folder: made whole or not at all, and cleaned of what a crash left."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from core.accounts import Account
from core.postgres import programs, sockets
from core.postgres.refusals import PostgresVersionDiffers, refusal_for

USER = "bangvang"
_UNFINISHED = "data.new"


def prepare(data: Path, account: Account, *, durable: bool) -> None:
    """Leave a cluster that this PostgreSQL can open. The caller holds the folder's lock."""
    for unfinished in data.parent.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(unfinished)
    if not data.exists():
        _make(data, account, durable=durable)
    found = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != programs.MAJOR:
        raise PostgresVersionDiffers(data, found=found, expected=programs.MAJOR)
    _forget_dead_server(data)


def status(data: Path) -> tuple[int, str] | None:
    """Process and state (`starting`, `ready`, `stopping`, …) as the server last wrote them."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return int(lines[0]), lines[7].strip()
    except (FileNotFoundError, ValueError, IndexError):  # none, or being written
        return None


def _make(data: Path, account: Account, *, durable: bool) -> None:
    """Make it aside and rename it, so that half a cluster is never taken for one."""
    aside = Path(mkdtemp(prefix=_UNFINISHED, dir=data.parent))
    account.take(aside)
    # Trust: the socket's folder is closed to everybody who could not read the files anyway.
    options = ["--encoding=UTF8", "--locale=C", "--auth=trust"]
    initdb = programs.start(
        "initdb",
        ["-D", str(aside), "-U", USER, *options, *([] if durable else ["--no-sync"])],
        account=account,
        output=subprocess.PIPE,
        folder=data.parent,
    )
    said, _ = initdb.communicate()
    if initdb.returncode:
        shutil.rmtree(aside, ignore_errors=True)
        raise refusal_for(said.decode(errors="replace"), data.parent, account.name)
    aside.rename(data)


def _forget_dead_server(data: Path) -> None:
    """Remove a killed server's lock files: its number may by now be another process's.

    PostgreSQL would take any living process of that number for the server. One that really
    works in this folder, started by hand, is left to PostgreSQL to refuse.
    """
    if not Path("/proc/self").exists():
        return
    for path in (data / "postmaster.pid", sockets.lock_file(data.parent)):
        with suppress(FileNotFoundError, ValueError, IndexError):
            number = int(path.read_text(encoding="utf-8").splitlines()[0])
            if not _works_in(number, data):
                path.unlink()


def _works_in(number: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{number}/cwd").readlink() == folder
    except OSError:  # gone, a zombie, or of another account, which could not open our files
        return False
