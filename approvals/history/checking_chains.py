"""Whether chains hold: their numbers, links, hashes, bytes, columns and heads.

A portion is first looked at as a whole, by operations on whole columns: so a million events take
seconds. Only where something is wrong are its events looked at one by one, to name what.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias
from uuid import UUID

import orjson
import rfc8785

from approvals.history.breaks import Break, BreakKind
from approvals.history.chain import FIRST, link_hash
from approvals.queries.verification import EventRow, Head, Portion

Said: TypeAlias = Mapping[str, Any]  # what an event's bytes say
_sha256 = hashlib.sha256
_MEMBERS = ("actor", "at", "chain", "facts", "kind", "seq", "texts", "v")


def check(portion: Portion) -> tuple[Sequence[Said | None], list[Break]]:
    """What each event says, in their order (None where its bytes say nothing), and the breaks.

    The breaks are in the order of chains and numbers.
    """
    said = _all_hold(portion)
    return (said, []) if said is not None else _one_by_one(portion)


def _all_hold(portion: Portion) -> Sequence[Said] | None:
    """What the events say; None unless everything about them is right."""
    if not portion.events:
        return None if portion.heads else []
    columns = list(zip(*portion.events, strict=True))
    chains, seqs, befores, hashes, bodies = (columns[at] for at in (0, 1, 3, 4, 9))
    for before, body, hash_ in zip(befores, bodies, hashes, strict=True):
        if _sha256(before + body).digest() != hash_:
            return None
    start = 0
    for chain, _, length, last_hash in portion.heads:
        end = start + length
        if (
            length < 1
            or chains[start:end] != (chain,) * length
            or seqs[start:end] != tuple(range(1, length + 1))
            or befores[start:end] != (FIRST, *hashes[start : end - 1])
            or hashes[end - 1] != last_hash
        ):
            return None
        start = end
    if start != len(chains):
        return None
    said = _canonical(bodies)
    return said if said and _repeat(said, columns) else None


def _canonical(bodies: Sequence[bytes]) -> list[Said] | None:
    """Each alone is an object; written again, sorted, all together are the same bytes."""
    try:
        said = list(map(orjson.loads, bodies))
    except orjson.JSONDecodeError:
        return None
    again = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    return said if again == b"[" + b",".join(bodies) + b"]" else None


def _repeat(said: Sequence[Said], columns: Sequence[Sequence[Any]]) -> bool:
    chains, seqs, ats, _, _, _, _, actors, kinds, _ = columns
    stated = {
        "seq": seqs,
        "kind": kinds,
        "at": ats,
        "chain": map(_id, chains),
        "actor": map(_id, actors),
        "v": (1,) * len(said),
    }
    try:
        return _all_well_formed(said) and all(
            list(map(itemgetter(name), said)) == list(values) for name, values in stated.items()
        )
    except (KeyError, TypeError):
        return False


def _all_well_formed(said: Sequence[Said]) -> bool:
    members = {
        *map(type, map(itemgetter("facts"), said)),
        *map(type, map(itemgetter("texts"), said)),
    }
    return set(map(len, said)) == {len(_MEMBERS)} and members == {dict}


def _well_formed(said: Said) -> bool:
    return len(said) == len(_MEMBERS) and type(said["facts"]) is type(said["texts"]) is dict


@lru_cache(maxsize=65_536)
def _id(raw: bytes | None) -> str | None:
    return str(UUID(bytes=raw)) if raw else None


def _one_by_one(portion: Portion) -> tuple[Sequence[Said | None], list[Break]]:
    said = [_read(event[9]) for event in portion.events]
    heads = {head.chain: head for head in portion.heads}
    chains = {chain: list(events) for chain, events in groupby(portion.events, key=itemgetter(0))}
    breaks: list[Break] = []
    for chain in sorted(heads.keys() | chains.keys()):
        breaks += _of_chain(chain, heads.get(chain), chains.get(chain, ()))
    return said, breaks


def _of_chain(chain: bytes, head: Head | None, events: Sequence[EventRow]) -> Iterator[Break]:
    name = head.name if head else str(UUID(bytes=chain))
    if head is None:
        says = "These events belong to no dossier, and not to the journal."
        yield Break(BreakKind.CHAIN_UNKNOWN, name, None, says)
    before, number = FIRST, 0
    for event in events:
        seq = event[1]
        if seq != number + 1:
            yield Break(BreakKind.CHAIN_GAP, name, seq, _gap(number, seq))
        elif event[3] != before:
            says = "It does not continue the event before it: that one was changed, or this one."
            yield Break(BreakKind.CHAIN_LINK, name, seq, says)
        yield from _of_event(name, event)
        before, number = event[4], seq
    if head is not None and events:
        yield from _of_head(head, number, before)
    elif head is not None:
        says = f"It has no history at all; {head.last_seq} events are missing."
        yield Break(BreakKind.EVENTS_MISSING, name, None, says)


def _gap(number: int, seq: int) -> str:
    if seq <= number:
        return f"Number {seq} stands twice, or after {number}."
    first, last = number + 1, seq - 1
    return (
        f"Event {first} is missing." if first == last else f"Events {first} to {last} are missing."
    )


def _of_head(head: Head, last_seq: int, last_hash: bytes) -> Iterator[Break]:
    if last_seq < head.last_seq:
        says = f"The events after {last_seq} were cut off: there were {head.last_seq}."
        yield Break(BreakKind.EVENTS_MISSING, head.name, last_seq + 1, says)
    elif last_seq > head.last_seq:
        says = f"Its row knows {head.last_seq} events and there are {last_seq}."
        yield Break(BreakKind.HEAD_DIFFERS, head.name, last_seq, says)
    elif last_hash != head.last_hash:
        says = "The last event is not the one that its row keeps the hash of."
        yield Break(BreakKind.HEAD_DIFFERS, head.name, last_seq, says)


def _of_event(name: str, event: EventRow) -> Iterator[Break]:
    chain, seq, at, before, hash_, _, _, actor, kind, body = event
    if link_hash(before, body) != hash_:
        says = "The stored bytes are not those that were hashed."
        yield Break(BreakKind.EVENT_BYTES, name, seq, says)
    said = _read(body)
    if said is None or not _is_canonical(said, body):
        yield Break(BreakKind.EVENT_BYTES, name, seq, "The stored bytes are no canonical event.")
        return
    columns = {
        "chain": _id(chain),
        "seq": seq,
        "kind": kind,
        "actor": _id(actor),
        "at": at,
    }
    wrong = [column for column, value in columns.items() if said[column] != value]
    if wrong:
        says = f"The table says otherwise than the stored bytes: {', '.join(wrong)}."
        yield Break(BreakKind.EVENT_COLUMNS, name, seq, says)


def _read(body: bytes) -> Said | None:
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    sound = isinstance(said, dict) and sorted(said) == list(_MEMBERS) and _well_formed(said)
    return said if sound and all(_texts(said)) else None


def _texts(said: Said) -> Iterable[bool]:
    return (isinstance(digest, str) for digest in said["texts"].values())


def _is_canonical(said: Said, body: bytes) -> bool:
    if said["v"] != 1:
        return False
    if orjson.dumps(said, option=orjson.OPT_SORT_KEYS) == body:
        return True
    try:  # keys beyond ASCII have another order there
        return rfc8785.dumps(dict(said)) == body
    except rfc8785.CanonicalizationError:
        return False
