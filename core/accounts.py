"""The account a database server runs under, since PostgreSQL refuses to run as root."""

import os
import pwd
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_PREFERRED = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int

    @classmethod
    def current(cls) -> Self:
        """Who this process is; containers often have no name for it."""
        uid = os.geteuid()
        try:
            return cls(pwd.getpwuid(uid).pw_name, uid, os.getegid())
        except KeyError:
            return cls(f"user {uid}", uid, os.getegid())

    @classmethod
    def for_server(cls, folder: Path) -> Self:
        """Ourselves, or for root: whoever owns the folder already, else an unprivileged account."""
        ourselves = cls.current()
        if ourselves.uid != 0:
            return ourselves
        owner = folder.stat().st_uid if folder.exists() else 0
        entries = {entry.pw_uid: entry for entry in pwd.getpwall()}
        named = {entry.pw_name: entry for entry in entries.values() if entry.pw_uid}
        candidates = [entries.get(owner) if owner else None, *map(named.get, _PREFERRED)]
        for entry in filter(None, candidates):
            return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)
        return cls("user 65534", 65534, 65534)  # an image without accounts: ids need no name

    @property
    def is_ourselves(self) -> bool:
        return self.uid == os.geteuid()

    def take(self, file: Path | int) -> None:
        """Own a file that root made for it."""
        if not self.is_ourselves:
            os.chown(file, self.uid, self.gid)


def let_through(account: Account, path: Path) -> None:
    """Let the account pass, not read, the folders above a path; say which were opened."""
    opened = [folder for folder in path.parents if not _may_pass(account, folder)]
    for folder in opened:
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXOTH)
    if opened:
        names = ", ".join(map(str, opened))
        sys.stderr.write(
            f"PostgreSQL runs as {account.name} here: others may now pass through (o+x) {names}\n"
        )


def _may_pass(account: Account, folder: Path) -> bool:
    status = folder.stat()
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
