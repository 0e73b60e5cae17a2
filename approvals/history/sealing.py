"""Committed events become leaves of one Merkle log, and the log's state a checkpoint.

Nothing here waits for a decision, and no decision waits for it: events queue up in `unsealed` by
a trigger, and only sealers, one at a time, take them out (docs/decisions/0021).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from approvals.domain.refusals.sealing import LogDiffers, LogOlder, LogRenamed
from approvals.history.log_names import name_of, number_of
from approvals.history.merkle import Growing, Subtrees, leaf_hash, node_hash, root_of
from approvals.history.note import SigningKey, Statement, signed
from approvals.queries import log
from approvals.queries.log import TILE
from models.sealing import Checkpoint

_HEIGHT = TILE.bit_length() - 1  # a tile is a full tree of this height


def seal(session: Session, *, limit: int = 10_000) -> int:
    """Move at most `limit` committed events into the log; how many there were.

    One transaction. Waits while another seals; repeating it seals nothing twice.
    """
    log.lock(session)
    before = log.size(session)
    moved = log.move(session, size=before, limit=limit)
    if moved:
        _grow_tiles(session, before, before + moved)
    return moved


def checkpoint(
    session: Session, keys: Sequence[SigningKey], origin: str, now: datetime
) -> Checkpoint | None:
    """State the log at its present size under this name, signed by each key; None if it is stated.

    Without keys the note is None, until it comes from elsewhere. The caller has compared the log
    with what was published (`ensure_continues`), and publishes after its transaction.
    """
    log.lock(session)
    number, size = number_of(origin), log.size(session)
    if size == 0 or log.checkpoint(session, number, size) is not None:
        return None
    statement = Statement(origin, size, root_of(size, stored_subtrees(session)))
    made = Checkpoint(
        log=number,
        size=size,
        root=statement.root,
        made_at=now,
        note=signed(statement, keys) if keys else None,
    )
    session.add(made)
    return made


def ensure_continues(session: Session, origin: str, known: Statement | None) -> None:
    """Ensure that the log still begins with what is known of it: published, or stated before.

    What was published under a name that came before is no concern of this one's. Raises
    `LogOlder`, `LogDiffers` or `LogRenamed`: the database is an older one, or another.
    """
    if known is None or number_of(known.origin) < number_of(origin):
        return
    size = log.size(session)
    if number_of(known.origin) > number_of(origin) or known.size > size:
        raise LogOlder(published=known.size, size=size)
    if known.origin != origin:
        raise LogRenamed(published=name_of(known.origin), name=name_of(origin))
    if root_of(known.size, stored_subtrees(session)) != known.root:
        raise LogDiffers(published=known.size)


def stored_subtrees(session: Session) -> Subtrees:
    """Subtrees by reading tiles: at most 256 hashes of a level at a time, and each only once."""
    tiles: dict[tuple[int, int], list[bytes]] = {}
    made: dict[tuple[int, int], bytes] = {}

    def tile(level: int, number: int) -> list[bytes]:
        start = number * TILE
        if level:
            return list(log.subtrees(session, level, start, start + TILE))
        return [leaf_hash(entry) for entry in log.entries(session, start, start + TILE)]

    def subtree(height: int, number: int) -> bytes:
        if (height, number) not in made:
            level, within = divmod(height, _HEIGHT)
            if within:
                left, right = subtree(height - 1, number * 2), subtree(height - 1, number * 2 + 1)
                made[height, number] = node_hash(left, right)
            else:
                place = (level, number // TILE)
                if place not in tiles:
                    tiles[place] = tile(*place)
                made[height, number] = tiles[place][number % TILE]
        return made[height, number]

    return subtree


def _grow_tiles(session: Session, before: int, after: int) -> None:
    """Keep the hashes of the tiles that the leaves from `before` to `after` have filled."""
    level, first, end = 1, before // TILE, after // TILE
    below = [leaf_hash(entry) for entry in log.entries(session, first * TILE, end * TILE)]
    while first < end:
        full = [_root(below[at : at + TILE]) for at in range(0, len(below), TILE)]
        log.add_subtrees(session, level, first, full)
        next_first, next_end = first // TILE, end // TILE
        if next_first == next_end:
            return
        known = log.subtrees(session, level, next_first * TILE, first)
        below = [*known, *full][: (next_end - next_first) * TILE]
        level, first, end = level + 1, next_first, next_end


def _root(hashes: Sequence[bytes]) -> bytes:
    tree = Growing()
    for each in hashes:
        tree.append(each)
    return tree.root()
