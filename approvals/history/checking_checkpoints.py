"""Whether the log is what was stated of it: in the table, in the file, in what auditors kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TypeAlias

from approvals.history.breaks import Break, BreakKind
from approvals.history.checking_log import LOG, Tree
from approvals.history.log_names import number_of
from approvals.history.note import NoteNotTrusted, PublicKey, Statement, notes_in, stated
from approvals.history.note import opened as note_opened
from approvals.queries.verification import StoredLog
from models.sealing import Checkpoint

_Opener: TypeAlias = Callable[[str], Statement]  # raises NoteNotTrusted
_AN_OLDER = "an older backup was restored, or history was rewritten"


@dataclass(frozen=True, slots=True)
class Published:
    """The file of checkpoints, and the keys beside it: what lies outside the database."""

    checkpoints: str = ""
    keys: Sequence[PublicKey] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is compared with the log. `published` is None where nothing is looked for on disk.

    It was read before the database was; `later` reads it after that, as it may have grown.
    """

    published: Published | None = None
    later: Callable[[], Published] | None = None
    since: Sequence[str] = ()  # notes that somebody kept, as mailed


def sizes(log: StoredLog, kept: Kept) -> set[int]:
    """The sizes at which something is stated."""
    notes = [*notes_in(kept.published.checkpoints if kept.published else ""), *kept.since]
    return {row.size for row in log.checkpoints} | {
        statement.size for note in notes if (statement := _read(note)) is not None
    }


def breaks(tree: Tree, log: StoredLog, kept: Kept) -> Iterator[Break]:
    """Everything that does not hold, the database's own statements first."""
    opened = _opener([*_keys(log), *(kept.published.keys if kept.published else ())])
    rows = [row for row in log.checkpoints if row.size >= 0]
    yield from _compared(tree, [(row.size, row.root) for row in rows], "a checkpoint")
    for row in rows:
        if row.note is not None:
            yield from _row_breaks(row, row.note, opened)
    if kept.published is not None:
        yield from _file_breaks(tree, log, kept.published, opened)
        yield from _unpublished(log, kept.later() if kept.later else kept.published)
    for note in kept.since:
        yield from _since(tree, note, opened, newest=max((row.log for row in rows), default=1))


def _compared(tree: Tree, states: Iterable[tuple[int, bytes]], what: str) -> Iterator[Break]:
    """One break for each run of statements that do not hold: what changed once stays changed."""
    before = 0
    for holds, run in groupby(sorted(states), key=lambda one: tree.roots.get(one[0]) == one[1]):
        found = list(run)
        size = found[0][0]
        if not holds and size > tree.size:
            says = f"The log has {tree.size} leaves, and {what} states {found[-1][0]}: {_AN_OLDER}."
            yield Break(BreakKind.CHECKPOINT_SHRUNK, LOG, size, says)
        elif not holds:
            more = f", nor to {len(found) - 1} after it" if found[1:] else ""
            says = (
                f"The first {size} leaves do not lead to the root that {what} states{more}; "
                f"up to {before} they do."
            )
            yield Break(BreakKind.ROOT_DIFFERS, LOG, size, says)
        before = found[-1][0]


def _row_breaks(row: Checkpoint, note: str, opened: _Opener) -> Iterator[Break]:
    try:
        statement = opened(note)
    except NoteNotTrusted as wrong:
        says = f"A checkpoint's signature does not hold: {wrong}."
        yield Break(BreakKind.CHECKPOINT_SIGNATURE, LOG, row.size, says)
        return
    said = (number_of(statement.origin), statement.size, statement.root)
    if said != (row.log, row.size, row.root):
        says = "A signed checkpoint says something else than its row."
        yield Break(BreakKind.CHECKPOINT_NOTE, LOG, row.size, says)


def _file_breaks(
    tree: Tree, log: StoredLog, published: Published, opened: _Opener
) -> Iterator[Break]:
    text = published.checkpoints
    notes = notes_in(text)
    if not text.startswith("".join(f"{note}\n" for note in notes)):
        says = "The file of checkpoints holds something that is no checkpoint."
        yield Break(BreakKind.CHECKPOINT_FILE, LOG, None, says)
    rows = {(row.log, row.size): row for row in log.checkpoints}
    newest = max((row.log for row in log.checkpoints), default=1)
    states = []
    for note in notes:
        try:
            statement = opened(note)
        except NoteNotTrusted as wrong:
            says = f"In the file of checkpoints, a signature does not hold: {wrong}."
            yield Break(BreakKind.CHECKPOINT_SIGNATURE, LOG, _size(note), says)
            continue
        number = number_of(statement.origin)
        if number < newest and (number, statement.size) not in rows:
            continue  # lost with what a restored backup did not have: the journal says so
        states.append((statement.size, statement.root))
        if statement.size <= tree.size and (number, statement.size) not in rows:
            says = "A checkpoint was published and is not in the table."
            yield Break(BreakKind.CHECKPOINT_FILE, LOG, statement.size, says)
    yield from _compared(tree, states, "a published checkpoint")


def _unpublished(log: StoredLog, published: Published) -> Iterator[Break]:
    there = set(notes_in(published.checkpoints))
    for row in log.checkpoints:
        if row.published_at is not None and row.note not in there:
            says = "A checkpoint that was published is not in the file."
            yield Break(BreakKind.CHECKPOINT_FILE, LOG, row.size, says)


def _since(tree: Tree, note: str, opened: _Opener, *, newest: int) -> Iterator[Break]:
    try:
        statement = opened(note)
    except NoteNotTrusted as wrong:
        says = f"The checkpoint that you gave is not signed by a key of this log: {wrong}."
        yield Break(BreakKind.CHECKPOINT_SIGNATURE, LOG, _size(note), says)
        return
    size = statement.size
    anew = number_of(statement.origin) < newest
    after = f"{_AN_OLDER}{'; the log was begun anew since' if anew else ''}."
    if size > tree.size:
        says = f"The log is shorter ({tree.size}) than the checkpoint of {size} that you gave: "
        yield Break(BreakKind.CHECKPOINT_SHRUNK, LOG, size, says + after)
    elif tree.roots[size] != statement.root:
        says = f"The log differs from the checkpoint of {size} that you gave: {after}"
        yield Break(BreakKind.ROOT_DIFFERS, LOG, size, says)


def _opener(keys: Sequence[PublicKey]) -> _Opener:
    """Notes that stand in the table and in the file are opened once."""
    known = tuple(keys)
    return cache(lambda note: note_opened(note, known))


def _keys(log: StoredLog) -> list[PublicKey]:
    found = []
    for row in log.keys:
        try:
            found.append(PublicKey(row.name, row.public_key))
        except NoteNotTrusted:
            continue  # said by `key_breaks`
    return found


def key_breaks(log: StoredLog, kept: Kept, introduced: Collection[str]) -> Iterator[Break]:
    """Whether the table has the keys that the journal introduced, and those of the file."""
    keys = _keys(log)
    ids = {key.id for key in keys}
    for row in log.keys:
        if row.id not in ids:
            says = f"The key {row.id} in the table is not the key of that number."
            yield Break(BreakKind.KEY_DIFFERS, LOG, None, says)
    table = {key.vkey for key in keys}
    yield from _different(table, set(introduced), "in the table", "introduced in the journal")
    if kept.published is not None:
        before = {key.vkey for key in kept.published.keys}
        later = {key.vkey for key in (kept.later() if kept.later else kept.published).keys}
        yield from _different(table, before & later, "in the table", "in the file", later)


def _different(
    table: set[str], others: set[str], here: str, there: str, also: Collection[str] = ()
) -> Iterator[Break]:
    for vkey in sorted(table - others - set(also)):
        says = f"The key {vkey} is {here} and not {there}."
        yield Break(BreakKind.KEY_DIFFERS, LOG, None, says)
    for vkey in sorted(others - table):
        says = f"The key {vkey} is {there} and not {here}."
        yield Break(BreakKind.KEY_DIFFERS, LOG, None, says)


def _read(note: str) -> Statement | None:
    try:
        return stated(note)
    except NoteNotTrusted:
        return None


def _size(note: str) -> int | None:
    statement = _read(note)
    return statement.size if statement else None
