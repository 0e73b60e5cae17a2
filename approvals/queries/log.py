"""The Merkle log as it is stored: what waits for it, its leaves, its tiles, its checkpoints.

A tile is 256 hashes that stand side by side: of level 0 the entries (events' hashes), of a level
above the full subtrees of 256 ** level leaves. A proof reads one tile of each level or two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import literal, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, func, select

from models.history import Event
from models.sealing import Checkpoint, Leaf, SealKey, Subtree, Unsealed

TILE = 256
_AT_MOST = 10_000  # events that are looked at to say since when some wait

# In the order of their chains, and within a chain in that of their numbers. A chain's events are
# committed in order, since whoever appends holds its head: the first n that wait are the next n.
_MOVE = text("""
    WITH batch AS (
        SELECT chain_id, seq FROM unsealed ORDER BY chain_id, seq LIMIT :limit
    ), taken AS (
        DELETE FROM unsealed USING batch
        WHERE unsealed.chain_id = batch.chain_id AND unsealed.seq = batch.seq
        RETURNING unsealed.chain_id, unsealed.seq
    )
    INSERT INTO leaf (position, chain_id, seq)
    SELECT :size + row_number() OVER (ORDER BY chain_id, seq) - 1, chain_id, seq FROM taken
""")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Events that are not in the log yet. `since` is None where there are none."""

    count: int
    since: datetime | None


def lock(session: Session) -> None:
    """Be the only one who seals until the transaction ends. Nobody else waits for this lock.

    What is sealed is published: it must have reached the disk, however the server is set.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("seal", 0))))
    session.execute(text("SET LOCAL synchronous_commit = on"))


def anything_waits(session: Session) -> bool:
    """Whether there is an event to seal."""
    return session.exec(select(Unsealed.seq).limit(1)).first() is not None


def waiting(session: Session) -> Waiting:
    """How many events wait, and the oldest moment among the first ten thousand of them."""
    count = session.exec(select(func.count()).select_from(Unsealed)).one()
    first = (
        select(Unsealed.chain_id, Unsealed.seq)
        .order_by(col(Unsealed.chain_id), col(Unsealed.seq))
        .limit(_AT_MOST)
        .subquery()
    )
    since = session.exec(
        select(func.min(Event.at)).join(
            first, (col(Event.chain_id) == first.c.chain_id) & (col(Event.seq) == first.c.seq)
        )
    ).one()
    return Waiting(count, since)


def size(session: Session) -> int:
    """How many leaves the log has."""
    last = session.exec(select(func.max(Leaf.position))).one()
    return 0 if last is None else last + 1


def move(session: Session, *, size: int, limit: int) -> int:
    """The next events that wait become the leaves from `size` on; how many. Under `lock`."""
    moved = session.execute(_MOVE, {"size": size, "limit": limit})
    return moved.rowcount  # type: ignore[attr-defined, no-any-return] # of a statement, it has one


def entries(session: Session, start: int, end: int) -> Sequence[bytes]:
    """The log's entries from `start` to before `end`: each is its event's hash."""
    return session.exec(
        select(Event.hash)
        .join(
            Leaf,
            (col(Leaf.chain_id) == col(Event.chain_id)) & (col(Leaf.seq) == col(Event.seq)),
        )
        .where(col(Leaf.position) >= start, col(Leaf.position) < end)
        .order_by(col(Leaf.position))
    ).all()


def subtrees(session: Session, level: int, start: int, end: int) -> Sequence[bytes]:
    """The hashes of the full subtrees of a level, from number `start` to before `end`."""
    return session.exec(
        select(Subtree.hash)
        .where(Subtree.level == level, col(Subtree.number) >= start, col(Subtree.number) < end)
        .order_by(col(Subtree.number))
    ).all()


def add_subtrees(session: Session, level: int, start: int, hashes: Iterable[bytes]) -> None:
    """Keep the hashes of full subtrees that have just become full, from number `start` on."""
    rows = [
        {"level": level, "number": number, "hash": hash_}
        for number, hash_ in enumerate(hashes, start)
    ]
    if rows:
        session.execute(insert(Subtree), rows)


def positions(
    session: Session, chain_id: UUID, *, first: int = 1, last: int | None = None
) -> list[tuple[int, int]]:
    """(seq, position in the log) of a chain's sealed events, in order."""
    query = select(Leaf.seq, Leaf.position).where(Leaf.chain_id == chain_id, Leaf.seq >= first)
    if last is not None:
        query = query.where(Leaf.seq <= last)
    return list(session.exec(query.order_by(col(Leaf.seq))).all())


def newest(session: Session, *, signed: bool = False) -> Checkpoint | None:
    """The newest checkpoint, or the newest that a key has signed."""
    query = select(Checkpoint).order_by(col(Checkpoint.log).desc(), col(Checkpoint.size).desc())
    if signed:
        query = query.where(col(Checkpoint.note).is_not(None))
    return session.exec(query.limit(1)).first()


def checkpoint(session: Session, log: int, size: int) -> Checkpoint | None:
    return session.get(Checkpoint, (log, size))


def signed_after(session: Session, log: int, size: int) -> Sequence[Checkpoint]:
    """The signed checkpoints beyond this one, oldest first."""
    return session.exec(
        select(Checkpoint)
        .where(
            tuple_(col(Checkpoint.log), col(Checkpoint.size)) > tuple_(literal(log), literal(size)),
            col(Checkpoint.note).is_not(None),
        )
        .order_by(col(Checkpoint.log), col(Checkpoint.size))
    ).all()


def mark_published(session: Session, log: int, size: int, *, now: datetime) -> None:
    """The file has every signed checkpoint up to this one."""
    session.execute(
        update(Checkpoint)
        .where(
            tuple_(col(Checkpoint.log), col(Checkpoint.size))
            <= tuple_(literal(log), literal(size)),
            col(Checkpoint.note).is_not(None),
            col(Checkpoint.published_at).is_(None),
        )
        .values(published_at=now)
    )


def keys(session: Session) -> Sequence[SealKey]:
    """Every key that checkpoints were signed with, in the order they came into use."""
    return session.exec(select(SealKey).order_by(col(SealKey.introduced_at), col(SealKey.id))).all()
