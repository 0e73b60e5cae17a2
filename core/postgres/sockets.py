"""Where a server listens: a folder only its account (and root) can enter."""

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from core.accounts import Account
from core.postgres.refusals import PostgresFolderNotWritable

PORT = 5432  # only a part of the socket's name; nothing listens on the network
_NAME = f".s.PGSQL.{PORT}"
_LONGEST = 107  # bytes the kernel takes for a socket's path
_TEMPORARY = Path("/tmp")  # noqa: S108 -- not TMPDIR: the next command must find the same one


def socket_folder(folder: Path) -> Path:
    """The folder to hand to a client, before and after the server has started."""
    own = folder / "socket"
    if len(os.fsencode(own / _NAME)) <= _LONGEST:
        return own
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return _TEMPORARY / f"bangvang-{digest}"


def prepare(folder: Path, account: Account) -> None:
    """Make that folder; a stranger's of the same name in /tmp is refused, not used."""
    path = socket_folder(folder)
    path.mkdir(mode=0o700, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {account.uid, os.geteuid()}:
        raise PostgresFolderNotWritable(path, account.name)
    path.chmod(0o700)
    account.take(path)


def lock_file(folder: Path) -> Path:
    """What PostgreSQL writes beside its socket."""
    return socket_folder(folder) / f"{_NAME}.lock"


def clear(folder: Path) -> None:
    """Leave nothing in /tmp after the server has stopped."""
    path = socket_folder(folder)
    if path.parent == _TEMPORARY:
        with suppress(OSError):
            path.rmdir()
