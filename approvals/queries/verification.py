"""The record as it is stored, streamed for a check: rows as the database has them, nothing else.

Events come in portions of whole chains, so that the record may be larger than memory, and by the
driver itself in binary form: a row is a tuple as it left the server, and nothing is made of it.
All is read in one snapshot (`as_one_snapshot`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from approvals.queries.bare import fetch
from models.dossiers import Attachment, Dossier
from models.gates import Assignment, Gate, WrittenOpinion
from models.sealing import Checkpoint, SealKey, Subtree

NOWHERE = -1  # the position of an event that is not in the log
_PORTION = 20_000  # events
_LAST_ID = (1 << 128) - 1


class Head(NamedTuple):
    """A chain as the row that it belongs to knows it."""

    chain: bytes  # the id's 16 bytes
    name: str  # the dossier's code, or `journal`
    last_seq: int
    last_hash: bytes


# A row of `event` with its place in the log, bare since there are millions:
# 0 chain (16 bytes), 1 seq, 2 at (as events write it; None if that cannot be), 3 prev_hash,
# 4 hash, 5 position (or NOWHERE), 6 waits in `unsealed`, 7 actor (16 bytes; None for the engine),
# 8 kind, 9 body.
EventRow: TypeAlias = tuple[
    bytes, int, str | None, bytes, bytes, int, bool, bytes | None, str, bytes
]


class StoredText(NamedTuple):
    """A row of `event_text`."""

    chain: bytes
    seq: int
    name: str
    salt: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Portion:
    """Whole chains in the order of their ids: what should be there, and all that is there."""

    heads: Sequence[Head]
    events: Sequence[EventRow]  # by chain and number
    texts: Sequence[StoredText]  # by chain, number and name


class StoredFile(NamedTuple):
    """A file that must lie in the files folder."""

    code: str
    sha256: str
    size: int | None  # bytes, where that is kept


# `to_char` writes no era: what is before the year 1 is not of any event, and becomes NULL.
_EVENTS = """
    SELECT uuid_send(e.chain_id), e.seq,
        to_char(nullif(greatest(e.at, '0001-01-01 00:00Z'), '0001-01-01 00:00Z')
            AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), e.prev_hash, e.hash,
        coalesce(l.position, -1), u.seq IS NOT NULL, uuid_send(e.actor_id), e.kind, e.body
    FROM event e
        LEFT JOIN leaf l ON l.chain_id = e.chain_id AND l.seq = e.seq
            AND l.chain_id BETWEEN %(first)s AND %(last)s
        LEFT JOIN unsealed u ON u.chain_id = e.chain_id AND u.seq = e.seq
            AND u.chain_id BETWEEN %(first)s AND %(last)s
    WHERE e.chain_id BETWEEN %(first)s AND %(last)s ORDER BY e.chain_id, e.seq
"""
_TEXTS = """
    SELECT uuid_send(chain_id), seq, name, salt, text FROM event_text
    WHERE chain_id BETWEEN %(first)s AND %(last)s ORDER BY chain_id, seq, name
"""


def as_one_snapshot(session: Session) -> None:
    """Everything read from here on is of one moment, however long it takes; first of all."""
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def heads(session: Session) -> list[Head]:
    """What each chain should end with, by the chains' ids."""
    session.flush()  # what follows goes past the session
    rows = session.execute(
        text(
            "SELECT uuid_send(id) AS chain, code, last_seq, last_hash FROM dossier UNION ALL "
            "SELECT uuid_send(id), 'journal', last_seq, last_hash FROM journal ORDER BY chain"
        )
    )
    return list(map(Head._make, rows))


def portions(session: Session, known: Sequence[Head]) -> Iterator[Portion]:
    """Every event and text, also those of chains that are not known."""
    first = begins = 0
    with _by_index(session):
        while begins <= _LAST_ID:
            last, events = first, 0
            while last < len(known) and events < _PORTION:
                events += known[last].last_seq + 1
                last += 1
            ends = int.from_bytes(known[last - 1].chain) if last < len(known) else _LAST_ID
            between = {"first": UUID(int=begins), "last": UUID(int=ends)}
            yield Portion(
                heads=known[first:last],
                events=fetch(session, _EVENTS, between),
                texts=list(map(StoredText._make, fetch(session, _TEXTS, between))),
            )
            first, begins = last, ends + 1


@contextmanager
def _by_index(session: Session) -> Iterator[None]:
    """Each portion is a range of the same few indexes; the planner would read whole tables."""
    ways = ("seqscan", "hashjoin", "sort")
    for way in ways:
        session.execute(text(f"SET LOCAL enable_{way} = off"))
    yield
    for way in ways:
        session.execute(text(f"SET LOCAL enable_{way} TO DEFAULT"))


class StoredLog(NamedTuple):
    """The tables of the log that are read whole: one row for each 256 events, and fewer."""

    leaves: int  # how many rows there are
    waiting: int  # events that are to enter it
    subtrees: Sequence[tuple[int, int, bytes]]  # level, number, hash; by level and number
    checkpoints: Sequence[Checkpoint]
    keys: Sequence[SealKey]


def log(session: Session) -> StoredLog:
    rows = session.exec(
        select(Subtree.level, Subtree.number, Subtree.hash).order_by(
            col(Subtree.level), col(Subtree.number)
        )
    )
    return StoredLog(
        leaves=session.execute(text("SELECT count(*) FROM leaf")).scalar_one(),
        waiting=session.execute(text("SELECT count(*) FROM unsealed")).scalar_one(),
        subtrees=list(rows),
        checkpoints=session.exec(
            select(Checkpoint).order_by(col(Checkpoint.log), col(Checkpoint.size))
        ).all(),
        keys=session.exec(
            select(SealKey).order_by(col(SealKey.introduced_at), col(SealKey.id))
        ).all(),
    )


def unfounded_leaves(session: Session) -> list[tuple[int, bytes, int]]:
    """(position, chain, number) of leaves, and of what waits (NOWHERE), without an event."""
    rows = session.execute(
        text("""
            SELECT position, uuid_send(chain_id), seq FROM leaf l WHERE NOT EXISTS
                (SELECT FROM event e WHERE e.chain_id = l.chain_id AND e.seq = l.seq)
            UNION ALL
            SELECT -1, uuid_send(chain_id), seq FROM unsealed u WHERE NOT EXISTS
                (SELECT FROM event e WHERE e.chain_id = u.chain_id AND e.seq = u.seq)
            ORDER BY 1, 2, 3
        """)
    )
    return [(position, bytes(chain), seq) for position, chain, seq in rows]


def files(session: Session) -> list[StoredFile]:
    """Evidence files, and scans of written opinions, by dossier."""
    evidence = session.exec(
        select(Dossier.code, Attachment.sha256, Attachment.size)
        .join(Attachment, col(Attachment.dossier_id) == col(Dossier.id))
        .order_by(col(Dossier.code), col(Attachment.added_at), col(Attachment.sha256))
    )
    scans = session.exec(
        select(Dossier.code, WrittenOpinion.scan_sha256)
        .join(Gate, col(Gate.dossier_id) == col(Dossier.id))
        .join(Assignment, col(Assignment.gate_id) == col(Gate.id))
        .join(WrittenOpinion, col(WrittenOpinion.assignment_id) == col(Assignment.id))
        .where(col(WrittenOpinion.scan_sha256).is_not(None))
        .order_by(col(Dossier.code), col(WrittenOpinion.scan_sha256))
    )
    found = [StoredFile(*row) for row in evidence]
    return found + [StoredFile(code, sha256 or "", None) for code, sha256 in scans]
