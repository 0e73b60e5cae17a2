"""The ledger of erasures beside the database: a restored backup does not know them, it does.

One JSON line for each: ids and moments, nothing of whose they are. Lines are added, never changed.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from approvals.domain.refusals.personal_data import ErasureLedgerUnreadable
from models.personal_data import Erasure

NAME = "erasures.ndjson"  # in BANGVANG_HOME


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the ledger keeps of an erasure."""

    erasure: UUID
    nominee: UUID | None
    person: UUID | None
    request: UUID | None
    approved_by: UUID | None
    at: datetime

    @classmethod
    def of(cls, erasure: Erasure) -> "Line":
        return cls(
            erasure=erasure.id,
            nominee=erasure.nominee_id,
            person=erasure.person_id,
            request=erasure.request_id,
            approved_by=erasure.approved_by_id,
            at=erasure.erased_at,
        )

    @classmethod
    def read(cls, line: bytes) -> "Line":
        """Raises `ValueError`, `KeyError`, `TypeError` for a line that is none."""
        said = json.loads(line)
        ids = ("nominee", "person", "request", "approved_by")
        return cls(
            erasure=UUID(said["erasure"]),
            at=datetime.fromisoformat(said["at"]),
            **{name: UUID(said[name]) if said[name] else None for name in ids},
        )

    @property
    def written(self) -> bytes:
        said = {
            "erasure": str(self.erasure),
            "nominee": _text(self.nominee),
            "person": _text(self.person),
            "request": _text(self.request),
            "approved_by": _text(self.approved_by),
            "at": self.at.astimezone(UTC).isoformat(),
        }
        return json.dumps(said).encode() + b"\n"


def lines(path: Path) -> list[Line]:
    """What a ledger says; nothing where there is none yet. A last line cut short is no line.

    Raises `ErasureLedgerUnreadable`.
    """
    if not path.exists():
        return []
    whole, _, _cut = path.read_bytes().rpartition(b"\n")
    return _read(path, whole)


def append(path: Path, known: Sequence[Erasure]) -> int:
    """Add what the ledger does not have; it is on disk when this returns. How many were added.

    Processes take turns. A line that a crash cut short is written again, whole.
    """
    if not known:
        return 0
    with _ours(path) as file:
        content = file.read()
        whole = content[: content.rfind(b"\n") + 1]
        there = {line.erasure for line in _read(path, whole)}
        missing = [Line.of(erasure) for erasure in known if erasure.id not in there]
        if not missing:
            return 0
        file.truncate(len(whole))
        file.seek(len(whole))
        file.write(b"".join(line.written for line in missing))
        file.flush()
        os.fsync(file.fileno())
    _keep_name(path.parent)
    return len(missing)


def _read(path: Path, whole: bytes) -> list[Line]:
    found = []
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            found.append(Line.read(line))
        except (ValueError, KeyError, TypeError):
            raise ErasureLedgerUnreadable(path=str(path), line=number) from None
    return found


@contextmanager
def _ours(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the kernel gives it back however we end
        yield file


def _keep_name(folder: Path) -> None:
    """A new file's name is on disk once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
