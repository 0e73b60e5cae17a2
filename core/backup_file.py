"""The file of a backup: a tar of parts, and at its end the manifest with the hash of each.

It gets its name only when it is whole and on disk; whatever lacks the manifest is no backup.
"""

import errno
import fcntl
import hashlib
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from core.failpoints import failpoint
from core.refusal import Refusal

FORMAT = 1
_BLOCK = tarfile.BLOCKSIZE
_CHUNK = 1 << 20
_MANIFEST, _ITS_HASH = "manifest.json", "manifest.sha256"
_UNFINISHED = ".part"
_NAME = re.compile(r"bangvang-\d{8}T\d{6}Z\.tar")


class BackupDiskFull(Refusal):
    code = "backup_disk_full"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The disk that holds {folder} is full: make room, or write the backup elsewhere "
            "(--to). Nothing half was left, and earlier backups are untouched.",
            folder=str(folder),
        )


class BackupExists(Refusal):
    code = "backup_exists"

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is there already: name another file.", file=str(file))


class BackupDamaged(Refusal):
    """Nothing was restored from it."""

    code = "backup_damaged"

    def __init__(self, file: Path, part: str, why: str) -> None:
        super().__init__(
            f"{file} is not as it was written ({part}: {why}): nothing was restored; "
            "take another backup.",
            file=str(file),
            part=part,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What a part must be: its bytes' SHA-256 in hex, and how many there are."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a backup. `absent`: files that were named, and gone or changed on disk."""

    made_at: str  # the moment that all of it is of, ISO with UTC
    program: str
    revision: str  # of the tables
    tables: dict[str, int]  # rows of each
    key_check: str  # tells whether a system has the key that mailed links were made with
    absent: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


class Writing:
    """A backup on its way: parts one after the other, each as long as it turns out to be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.parts: dict[str, Part] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> Part:
        """Write a part. Its length is known only afterwards: its header is written last."""
        begin = self._file.tell()
        self._file.write(bytes(_BLOCK))
        digest, size = hashlib.sha256(), 0
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += self._file.write(chunk)
        except FileNotFoundError:  # there is nothing to add
            self._file.seek(begin)
            raise
        self._file.write(bytes(-size % _BLOCK))
        end = self._file.tell()
        header = tarfile.TarInfo(name)
        header.size, header.mode = size, 0o600
        self._file.seek(begin)
        self._file.write(header.tobuf(tarfile.GNU_FORMAT))
        self._file.seek(end)
        self.parts[name] = Part(digest.hexdigest(), size)
        return self.parts[name]

    def take_back(self, name: str) -> None:
        """Leave out the part that was written last."""
        size = self.parts.pop(name).size
        self._file.seek(-(_BLOCK + size + -size % _BLOCK), os.SEEK_CUR)
        self._file.truncate()

    def finish(self, manifest: Manifest) -> None:
        """Write what the parts are, and the end."""
        manifest.parts.update(self.parts)
        written = json.dumps(asdict(manifest)).encode()
        self.add(_MANIFEST, [written])
        self.add(_ITS_HASH, [hashlib.sha256(written).hexdigest().encode()])
        self._file.write(bytes(2 * _BLOCK))


class Reading:
    """A backup that somebody wants back."""

    def __init__(self, path: Path, tar: tarfile.TarFile) -> None:
        self._path, self._tar = path, tar
        try:
            self._members = {member.name: member for member in tar.getmembers()}
            written = b"".join(self.read(_MANIFEST))
            self.sha256 = b"".join(self.read(_ITS_HASH)).decode("ascii")
            if hashlib.sha256(written).hexdigest() != self.sha256:
                raise self.damaged(_MANIFEST, "it was changed")
            said = json.loads(written)
            said["parts"] = {name: Part(**part) for name, part in said["parts"].items()}
            self.manifest = Manifest(**said)
        except (tarfile.TarError, KeyError, ValueError, TypeError) as wrong:
            raise self.damaged(_MANIFEST, f"it cannot be read, {wrong}") from None

    def read(self, name: str) -> Iterator[bytes]:
        part = self._tar.extractfile(self._members[name])
        if part is None:
            raise self.damaged(name, "it is no file")
        while chunk := part.read(_CHUNK):
            yield chunk

    def check(self, told: Callable[[int], None] = lambda _: None) -> None:
        """Hash every part; `told` hears of each so many bytes. Raises `BackupDamaged`."""
        there = self._members.keys() - {_MANIFEST, _ITS_HASH}
        for name in sorted(there ^ self.manifest.parts.keys()):
            raise self.damaged(name, "it is missing" if name not in there else "it was added")
        for name, part in self.manifest.parts.items():
            digest = hashlib.sha256()
            try:
                for chunk in self.read(name):
                    digest.update(chunk)
                    told(len(chunk))
            except (tarfile.TarError, OSError) as wrong:
                raise self.damaged(name, str(wrong)) from None
            if digest.hexdigest() != part.sha256:
                raise self.damaged(name, "its bytes are others")

    def damaged(self, part: str, why: str) -> BackupDamaged:
        return BackupDamaged(self._path, part, why)


@contextmanager
def written_whole(path: Path) -> Iterator[Writing]:
    """A file that has its name once it is whole. Raises `BackupExists`, `BackupDiskFull`.

    What an earlier run left unfinished in that folder is removed, unless it still runs.
    """
    if path.exists():
        raise BackupExists(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_unfinished(path.parent)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
        descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield Writing(file)
                failpoint("backup-written")
                file.flush()
                os.fsync(descriptor)
                unfinished.rename(path)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync(path.parent)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise BackupDiskFull(path.parent) from None
        raise


@contextmanager
def opened(path: Path) -> Iterator[Reading]:
    """A backup to read. Raises `BackupDamaged`, also where it is none."""
    try:
        tar = tarfile.open(path, "r:")  # noqa: SIM115 -- closed below
    except (OSError, tarfile.TarError) as wrong:
        raise BackupDamaged(path, "file", str(wrong)) from None
    with tar:
        yield Reading(path, tar)


def name_at(moment: datetime) -> str:
    """What a backup of this moment (UTC) is called where nobody names it."""
    return f"bangvang-{moment:%Y%m%dT%H%M%SZ}.tar"


def remove_all_but(folder: Path, keep: int) -> list[Path]:
    """Remove the oldest backups that were named by us; those that went."""
    ours = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    gone = ours[: max(0, len(ours) - keep)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _remove_unfinished(folder: Path) -> None:
    for path in folder.glob(f".*.tar.*{_UNFINISHED}"):
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # somebody is writing it
            path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
