"""The hashes of a Merkle tree as in RFC 9162, and proofs over it. Pure.

A tree of n leaves is split at the largest power of two below n, so that the subtrees on its left
edge are full and never change again. Proofs take the hash of any full subtree from whoever keeps
them, and need nothing else.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

EMPTY_ROOT = hashlib.sha256().digest()

# (height, number) -> hash of the full subtree over the leaves number * 2**height and following.
Subtrees: TypeAlias = Callable[[int, int], bytes]


class ProofWrong(ValueError):
    """A proof has the wrong length for its sizes, or the sizes make no sense."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that only grows. It keeps one hash for each one-bit of its size, and no leaves."""

    __slots__ = ("_full", "size")

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []  # full subtrees, the largest first

    def append(self, leaf: bytes) -> None:
        """Add a leaf by its hash (`leaf_hash`, not the entry itself)."""
        size = self.size
        while size & 1:
            leaf = node_hash(self._full.pop(), leaf)
            size >>= 1
        self._full.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        return _joined(self._full)


def root_of(size: int, subtrees: Subtrees) -> bytes:
    """The root over the first `size` leaves."""
    return _hash_of(0, size, subtrees)


def inclusion_proof(position: int, size: int, subtrees: Subtrees) -> list[bytes]:
    """The hashes that lead from the leaf at `position` to the root at `size`, the leaf's end first.

    Raises ProofWrong where there is no such leaf.
    """
    if not 0 <= position < size:
        raise ProofWrong(f"no leaf {position} in a tree of {size}")
    proof = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if position < middle:
            proof.append(_hash_of(middle, end, subtrees))
            end = middle
        else:
            proof.append(_hash_of(start, middle, subtrees))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, subtrees: Subtrees) -> list[bytes]:
    """The hashes that show that a tree of `new` leaves begins with that of `old` leaves.

    Empty where they are the same or the old one is empty. Raises ProofWrong where old > new.
    """
    if not 0 <= old <= new:
        raise ProofWrong(f"a tree of {new} does not hold one of {old}")
    if old == 0:
        return []
    proof = []
    start, end = 0, new
    while end != old:
        middle = start + _largest_power_below(end - start)
        if old <= middle:
            proof.append(_hash_of(middle, end, subtrees))
            end = middle
        else:
            proof.append(_hash_of(start, middle, subtrees))
            start = middle
    if start:  # otherwise the old tree is itself a subtree, and its root is known
        proof.append(_hash_of(start, end, subtrees))
    return proof[::-1]


def root_by_inclusion(leaf: bytes, position: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that a tree of `size` must have, if this leaf hash is at `position`.

    The caller compares it with a root that is known. Raises ProofWrong.
    """
    if not 0 <= position < size:
        raise ProofWrong(f"no leaf {position} in a tree of {size}")
    number, last = position, size - 1
    hashes = iter(proof)
    found = leaf
    while last:
        if number & 1:
            found = node_hash(_next(hashes), found)
        elif number < last:
            found = node_hash(found, _next(hashes))
        number >>= 1
        last >>= 1
    _ensure_used_up(hashes)
    return found


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the tree of `new` leaves begins with that of `old`.

    A proof of the wrong length shows nothing: False.
    """
    if not 0 <= old <= new:
        return False
    if old == 0:
        return old_root == EMPTY_ROOT and not proof and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return old_root == new_root and not proof
    try:
        return _roots_by_consistency(old, old_root, new, proof) == (old_root, new_root)
    except ProofWrong:
        return False


def _roots_by_consistency(
    old: int, old_root: bytes, new: int, proof: Sequence[bytes]
) -> tuple[bytes, bytes]:
    hashes = iter(proof)
    number, last = old - 1, new - 1
    while number & 1:
        number >>= 1
        last >>= 1
    before = after = _next(hashes) if number else old_root
    while last:
        if number & 1:
            left = _next(hashes)
            before, after = node_hash(left, before), node_hash(left, after)
        elif number < last:
            after = node_hash(after, _next(hashes))
        number >>= 1
        last >>= 1
    _ensure_used_up(hashes)
    return before, after


def _next(hashes: Iterator[bytes]) -> bytes:
    found = next(hashes, None)
    if found is None:
        raise ProofWrong("the proof is too short")
    return found


def _ensure_used_up(hashes: Iterator[bytes]) -> None:
    if next(hashes, None) is not None:
        raise ProofWrong("the proof is too long")


def _hash_of(start: int, end: int, subtrees: Subtrees) -> bytes:
    """The hash over the leaves from `start` to `end`, where `start` begins a full subtree."""
    full = []
    while start < end:
        height = (end - start).bit_length() - 1
        full.append(subtrees(height, start >> height))
        start += 1 << height
    return _joined(full)


def _joined(full: Sequence[bytes]) -> bytes:
    """The root over full subtrees that stand side by side, the largest first."""
    if not full:
        return EMPTY_ROOT
    root = full[-1]
    for left in reversed(full[:-1]):
        root = node_hash(left, root)
    return root


def _largest_power_below(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1
