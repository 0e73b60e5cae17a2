"""Whether the log holds: every event in it once, its subtrees, and the roots at any size.

The entries of the whole log are kept as bytes while it is checked: 32 bytes an event.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from approvals.history.breaks import Break, BreakKind
from approvals.history.merkle import EMPTY_ROOT, node_hash
from approvals.queries.verification import NOWHERE, EventRow, Portion

LOG = "log"
_BYTES = 32
_HEIGHT = 16  # of the piece that is hashed at once: 65,536 leaves
_PIECE = 1 << _HEIGHT
_LEVEL = 8  # 256 ** level leaves are 2 ** (8 * level)
_sha256 = hashlib.sha256


class Places:
    """Collects each event's place, portion by portion."""

    def __init__(self, leaves: int) -> None:
        self.leaves = leaves
        self.waiting = 0
        self.entries = bytearray(_BYTES * leaves)
        self._filled = bytearray(leaves)

    def take(self, portion: Portion, names: Mapping[bytes, str]) -> list[Break]:
        """Note where the events of whole chains stand; what is wrong with that, in their order."""
        breaks: list[Break] = []
        entries, filled, leaves = self.entries, self._filled, self.leaves
        chain, before = b"", NOWHERE
        for event in portion.events:
            position = event[5]
            if event[0] != chain:
                chain, before = event[0], NOWHERE
            if before < position < leaves and not event[6] and not filled[position]:
                filled[position] = 1
                entries[position * _BYTES : position * _BYTES + _BYTES] = event[4]
                before = position
                continue
            if position == NOWHERE and event[6]:
                self.waiting += 1
                before = leaves  # whatever follows must wait as well
                continue
            kind, says = self._otherwise(event)
            breaks.append(Break(kind, names[chain], event[1], says))
            before = max(before, position)
        return breaks

    def _otherwise(self, event: EventRow) -> tuple[BreakKind, str]:
        """What is wrong with where an event stands."""
        position, waits = event[5], event[6]
        if position == NOWHERE:
            return BreakKind.LEAF_MISSING, "It is not in the log, and does not wait for it."
        if not 0 <= position < self.leaves:
            return BreakKind.LOG_GAP, f"It is leaf {position} of a log that has {self.leaves}."
        if self._filled[position]:
            return BreakKind.LEAF_TWICE, f"Leaf {position} of the log is another event already."
        self._filled[position] = 1
        self.entries[position * _BYTES : position * _BYTES + _BYTES] = event[4][:_BYTES]
        if waits:
            return BreakKind.LEAF_TWICE, f"It is leaf {position} of the log, and waits for it too."
        return BreakKind.LEAF_ORDER, f"It is leaf {position} of the log, before an earlier event."

    def holes(self) -> Iterator[int]:
        """Positions that no event took."""
        position = self._filled.find(0)
        while position >= 0:
            yield position
            position = self._filled.find(0, position + 1)


class Tree:
    """The tree over all entries: roots at the sizes that are asked for, and the full subtrees."""

    def __init__(self, entries: bytearray, sizes: Collection[int]) -> None:
        self.size = len(entries) // _BYTES
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT}
        self.subtrees: dict[tuple[int, int], bytes] = {}  # (level, number)
        wanted = sorted(size for size in {*sizes, self.size} if 0 < size <= self.size)
        full: list[bytes] = []  # pieces
        at = 0
        for start in range(0, self.size, _PIECE):
            levels = _levels(bytes(entries[start * _BYTES : (start + _PIECE) * _BYTES]))
            left = _peaks(full)
            while at < len(wanted) and wanted[at] <= start + _PIECE:
                self.roots[wanted[at]] = _root([*left, *_within(levels, wanted[at] - start)])
                at += 1
            self._keep(levels, start)
            full += levels[_HEIGHT] if len(levels) > _HEIGHT else []
        self._keep_above(full)

    def _keep(self, levels: Sequence[Sequence[bytes]], start: int) -> None:
        for level in (1, 2):
            if len(levels) > level * _LEVEL:
                first = start >> (level * _LEVEL)
                for number, hash_ in enumerate(levels[level * _LEVEL], start=first):
                    self.subtrees[level, number] = hash_

    def _keep_above(self, pieces: Sequence[bytes]) -> None:
        level, below = 3, pieces
        while len(below) >= 1 << _LEVEL:
            for _ in range(_LEVEL):
                below = [node_hash(*pair) for pair in zip(below[::2], below[1::2], strict=False)]
            self.subtrees |= {(level, number): hash_ for number, hash_ in enumerate(below)}
            level += 1


def _levels(entries: bytes) -> list[list[bytes]]:
    """All full subtrees over some leaves, by height."""
    sha256 = _sha256
    level = [
        sha256(b"\x00" + entries[at : at + _BYTES]).digest()
        for at in range(0, len(entries), _BYTES)
    ]
    levels = [level]
    while len(level) > 1:
        level = [
            sha256(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        levels.append(level)
    return levels


def _within(levels: Sequence[Sequence[bytes]], size: int) -> Iterator[bytes]:
    """The full subtrees that the first `size` leaves are made of, the largest first."""
    start = 0
    for height in range(size.bit_length() - 1, -1, -1):
        if size >> height & 1:
            yield levels[height][start >> height]
            start += 1 << height


def _peaks(pieces: Sequence[bytes]) -> list[bytes]:
    """Pieces of one height, joined to as few full subtrees as they make."""
    size, start, peaks = len(pieces), 0, []
    for height in range(size.bit_length() - 1, -1, -1):
        if size >> height & 1:
            level = pieces[start : start + (1 << height)]
            while len(level) > 1:
                level = [node_hash(*pair) for pair in zip(level[::2], level[1::2], strict=True)]
            peaks.append(level[0])
            start += 1 << height
    return peaks


def _root(peaks: Sequence[bytes]) -> bytes:
    root = peaks[-1]
    for left in reversed(peaks[:-1]):
        root = node_hash(left, root)
    return root


def subtree_breaks(tree: Tree, stored: Sequence[tuple[int, int, bytes]]) -> Iterator[Break]:
    """Whether the subtrees that are kept are those of the leaves, and all of them."""
    kept = {(level, number): hash_ for level, number, hash_ in stored}
    named: list[range] = []  # of leaves
    for level, number in sorted(kept.keys() | tree.subtrees.keys()):
        if kept.get((level, number)) == tree.subtrees.get((level, number)):
            continue
        width = 1 << (level * _LEVEL)
        leaves = range(number * width, (number + 1) * width)
        if any(inner.start in leaves for inner in named):
            continue  # it differs since one within it does
        named.append(leaves)
        says = f"The subtree over leaves {leaves.start} to {leaves.stop - 1} is not theirs."
        yield Break(BreakKind.SUBTREE_DIFFERS, LOG, leaves.start, says)
