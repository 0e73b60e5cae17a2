"""The files that carry checkpoints off this database: `log.txt`, and `keys.txt` beside it.

`log.txt` has one signed note after the other, each followed by an empty line; the oldest stands
first. What is in it has been published: it may have been copied, mailed or printed.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from approvals.domain.refusals.sealing import PublishedUnreadable
from approvals.history.note import NoteMalformed, PublicKey, Statement, stated

_END = b"\n\n"  # of a note's text, and of its signatures
_SIGNATURE = "— ".encode()
_TAIL = 64 * 1024  # read to find the last note, which has a few hundred bytes


@dataclass(frozen=True, slots=True)
class CheckpointFiles:
    """Two files in one folder."""

    log: Path
    keys: Path

    @classmethod
    def within(cls, folder: Path) -> "CheckpointFiles":
        return cls(folder / "log.txt", folder / "keys.txt")

    @property
    def folder(self) -> Path:
        return self.log.parent

    def last(self) -> Statement | None:
        """What the newest note in the file says; None where there is none.

        Raises `PublishedUnreadable`, for then nobody knows what was published.
        """
        try:
            descriptor = os.open(self.log, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            return self._end(descriptor)[0]
        finally:
            os.close(descriptor)

    def append(self, beyond: Callable[[Statement | None], Sequence[str]]) -> int:
        """Append the notes that `beyond` gives for the last one in the file; how many.

        Durable when it returns. One process at a time; what a crash left of half a note goes.
        Raises `PublishedUnreadable`.
        """
        with self._locked() as descriptor:
            last, whole = self._end(descriptor)
            if whole < os.fstat(descriptor).st_size:
                os.ftruncate(descriptor, whole)
            notes = beyond(last)
            for note in notes:
                _write(descriptor, f"{note}\n".encode())
            os.fsync(descriptor)
        return len(notes)

    def keep_keys(self, keys: Sequence[PublicKey]) -> None:
        """Write the public keys, in the order they came into use, if the file has others."""
        text = "".join(f"{key.vkey}\n" for key in keys)
        if self.keys.exists() and self.keys.read_text(encoding="utf-8") == text:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        written = self.keys.with_suffix(f".{os.getpid()}")
        descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            _write(descriptor, text.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        written.replace(self.keys)
        _sync_folder(self.folder)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_size == 0:
                _sync_folder(self.folder)  # which has the file's name
            yield descriptor
        finally:
            os.close(descriptor)

    def _end(self, descriptor: int) -> tuple[Statement | None, int]:
        """What the last whole note says, and where in the file it ends."""
        size = os.fstat(descriptor).st_size
        start = max(0, size - _TAIL)
        notes, end = _whole_notes(os.pread(descriptor, _TAIL, start), from_start=start == 0)
        if start and not notes:
            raise PublishedUnreadable(file=str(self.log))
        try:
            return (stated(notes[-1].decode()) if notes else None), start + end
        except (NoteMalformed, UnicodeDecodeError):
            raise PublishedUnreadable(file=str(self.log)) from None


def _whole_notes(raw: bytes, *, from_start: bool) -> tuple[list[bytes], int]:
    """The notes, and where the last one ends. Without its start, the first note may be lost."""
    notes: list[bytes] = []
    text, at, end = b"", 0, 0
    while (stop := raw.find(_END, at)) >= 0:
        part = raw[at : stop + 1]
        at = stop + len(_END)
        if not part.startswith(_SIGNATURE):
            text = part
            continue
        if from_start or end:
            notes.append(text + b"\n" + part)
        end = at
    return notes, end


def _write(descriptor: int, raw: bytes) -> None:
    while raw:
        raw = raw[os.write(descriptor, raw) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
