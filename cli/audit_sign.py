"""`bangvang audit sign`: what runs where the key lives. It needs the key file, and nothing else."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from approvals.domain.refusals.sealing import PublishedUnreadable
from approvals.history.log_names import name_of
from approvals.history.note import NoteMalformed, SigningKey, Statement, notes_in, signed, stated
from approvals.history.published import CheckpointFiles
from core.keys import key_in, made_once
from core.refusal import Refusal

KeyFile = Annotated[Path, Parameter(help="File with the key: 32 bytes in base64.")]
KeyName = Annotated[str, Parameter(help="What the key is called; the log's name if not given.")]


class KeyFileExists(Refusal):
    code = "key_file_exists"


class NoCheckpoint(Refusal):
    code = "no_checkpoint"


class SignedOtherwise(Refusal):
    code = "signed_otherwise"


def new_key(key_file: KeyFile, *, name: str) -> None:
    """Make a key, and print its public half for BANGVANG_SEAL_PUBLIC_KEY.

    Args:
        name: What the log is called: BANGVANG_SEAL_NAME, or the host of BANGVANG_PUBLIC_URL.

    """
    if key_file.exists():
        raise KeyFileExists(f"{key_file} is there already: choose another file.")
    print(_key(made_once(key_file), name).public.vkey)


def sign(key_file: KeyFile, *, name: KeyName = "", memory: Path | None = None) -> None:
    """Sign a checkpoint from standard input, and print it as a note for `audit accept`.

    Needs no database and no settings.

    Args:
        memory: File that keeps what was signed. A checkpoint that is smaller than one of the
            same log there, or as large with another root, is refused.

    """
    try:
        statement = Statement.parse(sys.stdin.read())
    except NoteMalformed:
        raise NoCheckpoint(
            "This is no checkpoint: give what `bangvang audit checkpoints --unsigned` prints."
        ) from None
    note = signed(statement, [_key(key_file, name or name_of(statement.origin))])
    if memory is not None:
        _remember(memory, statement, note)
    sys.stdout.write(note)


def _key(file: Path, name: str) -> SigningKey:
    try:
        return SigningKey.of(name, key_in(file))
    except NoteMalformed as wrong:
        raise NoCheckpoint(f"“{name}” cannot be a key's name: {wrong}.") from None


def _remember(memory: Path, statement: Statement, note: str) -> None:
    """Keep the note before it leaves. Raises `SignedOtherwise`."""

    def beyond(_last: Statement | None) -> list[str]:
        known = [stated(each) for each in notes_in(memory.read_text(encoding="utf-8"))]
        last = next((each for each in known[::-1] if each.origin == statement.origin), None)
        if last == statement:
            return []
        if last and last.size >= statement.size:
            raise SignedOtherwise(
                f"A checkpoint at {last.size} entries was signed already, and this one at "
                f"{statement.size} does not continue it: the log was cut off or rewritten."
            )
        return [note]

    try:
        CheckpointFiles(memory, memory.with_suffix(".keys")).append(beyond)
    except PublishedUnreadable:
        raise SignedOtherwise(f"{memory} cannot be read: restore it from a copy.") from None
