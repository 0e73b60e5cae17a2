"""Whether the whole record holds: every chain, the log over them, texts, tables and files.

The core (`record_breaks`) works on rows and touches nothing else; `verify` reads them from the
database. Each break is named, in the order of chains and numbers, then of the log.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from approvals.history import checking_chains, checking_checkpoints, checking_log, checking_texts
from approvals.history.breaks import Break, BreakKind
from approvals.history.checking_chains import Said
from approvals.history.checking_checkpoints import Kept
from approvals.history.checking_log import LOG, Places, Tree
from approvals.history.comparing import tables_against_events
from approvals.queries import erased_files, verification
from approvals.queries.journal import JOURNAL
from approvals.queries.verification import NOWHERE, Head, Portion, StoredLog
from core.collecting import without_collector
from models.enums import EventKind

_CHUNK = 1 << 20  # bytes of a file read at once


@dataclass(slots=True)
class Checked:
    """What was looked at so far: counts."""

    expected: int = 0  # events, as the chains' heads have it
    chains: int = 0
    events: int = 0
    texts: int = 0
    sealed: int = 0  # events in the log
    waiting: int = 0  # events not in the log yet
    checkpoints: int = 0
    signed: int = 0  # of them
    compared: int = 0  # events that the tables were compared with
    files: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """The record as rows: what `record_breaks` judges."""

    heads: Sequence[Head]
    portions: Iterable[Portion]
    log: StoredLog
    unfounded: Callable[[], Sequence[tuple[int, bytes, int]]]  # asked for only if something lacks


def record_breaks(
    stored: Stored, kept: Kept, checked: Checked, told: Callable[[Checked], None] = lambda _: None
) -> Iterator[Break]:
    """Chains, texts and the log. `checked` counts along; `told` hears of it now and then."""
    checked.expected = sum(head.last_seq for head in stored.heads)
    places = Places(stored.log.leaves)
    known: dict[bytes, str] = {}
    introduced: set[str] = set()
    with without_collector():
        for portion in stored.portions:
            said, found = checking_chains.check(portion)
            names = _names(portion)
            found += places.take(portion, names)
            right, wrong = checking_texts.check(portion, said, names)
            order = {name: number for number, name in enumerate(names.values())}
            yield from sorted(found + wrong, key=lambda one: (order[one.chain], one.seq or 0))
            introduced |= _introduced(portion, said) if JOURNAL.bytes in names else set()
            known |= {head.chain: head.name for head in portion.heads}
            checked.chains += len(names)
            checked.events += len(portion.events)
            checked.texts += right
            told(checked)
    checked.waiting = places.waiting
    yield from _log_breaks(stored, kept, checked, places, known)
    yield from checking_checkpoints.key_breaks(stored.log, kept, introduced)


def _introduced(portion: Portion, said: Sequence[Said | None]) -> set[str]:
    """The keys that the journal names."""
    return {
        str(says["facts"].get("vkey"))
        for event, says in zip(portion.events, said, strict=True)
        if says is not None and event[8] == EventKind.SEAL_KEY_INTRODUCED
    }


def _names(portion: Portion) -> dict[bytes, str]:
    names = {head.chain: head.name for head in portion.heads}
    there = {event[0] for event in portion.events} | {text.chain for text in portion.texts}
    names |= {chain: str(UUID(bytes=chain)) for chain in there - names.keys()}
    return dict(sorted(names.items()))


def _log_breaks(
    stored: Stored, kept: Kept, checked: Checked, places: Places, known: dict[bytes, str]
) -> Iterator[Break]:
    log = stored.log
    holes = list(places.holes())
    # Where every leaf is an event's, and as many wait as are there, none can be without one.
    unfounded = stored.unfounded() if holes or places.waiting != log.waiting else ()
    there = {position for position, _, _ in unfounded}
    for position, chain, seq in unfounded:
        name = known.get(chain) or str(UUID(bytes=chain))
        where = "what waits for the log" if position == NOWHERE else f"leaf {position} of the log"
        says = f"There is no such event, and {where} names it."
        yield Break(BreakKind.LEAF_UNFOUNDED, name, seq, says)
    for position in holes:
        if position not in there:
            yield Break(BreakKind.LOG_GAP, LOG, position, f"Leaf {position} of the log is missing.")
    tree = Tree(places.entries, checking_checkpoints.sizes(log, kept))
    yield from checking_log.subtree_breaks(tree, log.subtrees)
    yield from checking_checkpoints.breaks(tree, log, kept)
    checked.sealed = tree.size - len(holes)
    checked.checkpoints = len(log.checkpoints)
    checked.signed = sum(row.note is not None for row in log.checkpoints)


def verify(
    session: Session,
    kept: Kept,
    checked: Checked,
    *,
    files: Callable[[str], Path] | None = None,
    told: Callable[[Checked], None] = lambda _: None,
) -> Iterator[Break]:
    """Everything that does not hold in the database, the first break first.

    Call `as_one_snapshot` first where others are at work. `files` says where content lies
    by its SHA-256 in hex; it is then hashed too.
    """
    yield from record_breaks(stored(session), kept, checked, told)
    yield from table_breaks(session, checked, told)
    if files is not None:
        yield from file_breaks(session, files, checked, told)


def stored(session: Session) -> Stored:
    """The rows of the database, read as they are asked for."""
    heads = verification.heads(session)
    return Stored(
        heads=heads,
        portions=_read_ahead(verification.portions(session, heads)),
        log=verification.log(session),
        unfounded=lambda: verification.unfounded_leaves(session),
    )


def _read_ahead(portions: Iterator[Portion]) -> Iterator[Portion]:
    """While one portion is looked at, the server prepares the next one."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, portions, None)
        while (portion := coming.result()) is not None:
            coming = reader.submit(next, portions, None)
            yield portion


def table_breaks(
    session: Session, checked: Checked, told: Callable[[Checked], None] = lambda _: None
) -> Iterator[Break]:
    """Whether the tables of today say what the events say."""

    def count(events: int) -> None:
        checked.compared += events
        told(checked)

    yield from tables_against_events(session, told=count)


def file_breaks(
    session: Session,
    path_of: Callable[[str], Path],
    checked: Checked,
    told: Callable[[Checked], None] = lambda _: None,
) -> Iterator[Break]:
    """Whether each evidence file has the content that was recorded; erased ones may be gone."""
    erased = frozenset(erased_files.left_behind(session))
    for file in verification.files(session):
        path = path_of(file.sha256)
        checked.files += 1
        if not path.is_file():
            if file.sha256 not in erased:
                says = f"The file {file.sha256} is missing."
                yield Break(BreakKind.FILE_MISSING, file.code, None, says)
        elif _sha256(path) != file.sha256:
            says = f"The file {file.sha256} has other content than was recorded."
            yield Break(BreakKind.FILE_DIFFERS, file.code, None, says)
        told(checked)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
