"""Ways to tamper with a record: each changes a copy, and says what its discovery must name."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from approvals.history.breaks import BreakKind as B
from approvals.history.chain import FIRST, link_hash
from approvals.queries.verification import EventRow
from models.enums import EventKind
from tests.approvals.history.small_record import Record

AT: Final = 2
BEFORE: Final = 3
HASH: Final = 4
ACTOR: Final = 7
KIND: Final = 8
BODY: Final = 9


@dataclass(frozen=True)
class Found:
    """One of these kinds must be among what is found, at this place."""

    kinds: frozenset[B]
    chain: str | None = None  # None: wherever
    seq: int | None = None


Tampering: TypeAlias = Callable[[Record, random.Random], Found]


def found(*kinds: B, chain: str | None = None, seq: int | None = None) -> Found:
    return Found(frozenset(kinds), chain, seq)


def flipped(raw: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]


def name_of(record: Record, chain: bytes) -> str:
    return next(head.name for head in record.heads if head.chain == chain)


def with_column(event: EventRow, column: int, value: object) -> EventRow:
    return (*event[:column], value, *event[column + 1 :])  # type: ignore[return-value]


def chain_of(record: Record, rng: random.Random, *, least: int = 2) -> list[int]:
    """Where the events of some chain stand in the record, in order."""
    chains: dict[bytes, list[int]] = {}
    for index, event in enumerate(record.events):
        chains.setdefault(event[0], []).append(index)
    return rng.choice([places for places in chains.values() if len(places) >= least])


def flip_a_byte(record: Record, rng: random.Random) -> Found:
    """In the bytes of an event, its hash, the hash before or its actor."""
    index = rng.randrange(len(record.events))
    event = record.events[index]
    column = rng.choices((BODY, HASH, BEFORE, ACTOR), weights=(6, 2, 2, 1))[0]
    raw = event[column]
    record.events[index] = with_column(event, column, flipped(raw, rng) if raw else bytes(16))  # type: ignore[arg-type]
    kind = B.EVENT_COLUMNS if column == ACTOR else B.EVENT_BYTES
    return found(kind, chain=name_of(record, event[0]), seq=event[1])


def another_moment(record: Record, rng: random.Random) -> Found:
    index = rng.randrange(len(record.events))
    event = record.events[index]
    moment = event[AT] or ""
    place = rng.choice([place for place, digit in enumerate(moment) if digit.isdigit()])
    digit = str((int(moment[place]) + rng.randrange(1, 10)) % 10)
    other = moment[:place] + digit + moment[place + 1 :]
    record.events[index] = with_column(event, AT, rng.choice((other, other, None)))
    return found(B.EVENT_COLUMNS, chain=name_of(record, event[0]), seq=event[1])


def another_kind(record: Record, rng: random.Random) -> Found:
    index = rng.randrange(len(record.events))
    event = record.events[index]
    other = rng.choice([kind.value for kind in EventKind if kind != event[KIND]])
    record.events[index] = with_column(event, KIND, other)
    return found(B.EVENT_COLUMNS, chain=name_of(record, event[0]), seq=event[1])


def delete_an_event(record: Record, rng: random.Random) -> Found:
    """Not the last one; with its texts and its leaf, or without."""
    places = chain_of(record, rng)
    event = record.events.pop(rng.choice(places[:-1]))
    if rng.random() < 0.5:
        record.texts = [text for text in record.texts if text[:2] != event[:2]]
        record.leaves = {at: place for at, place in record.leaves.items() if place != event[:2]}
    return found(B.CHAIN_GAP, chain=name_of(record, event[0]), seq=event[1] + 1)


def insert_an_event(record: Record, rng: random.Random) -> Found:
    """A copy of one, in between, with the numbers behind it moved on; or at the end."""
    places = chain_of(record, rng)
    chosen = rng.choice(places)
    event = record.events[chosen]
    name = name_of(record, event[0])
    for index in places[places.index(chosen) + 1 :]:
        later = record.events[index]
        record.events[index] = with_column(later, 1, later[1] + 1)
    body = event[BODY].replace(b'"seq":%d,' % event[1], b'"seq":%d,' % (event[1] + 1))
    copied = with_column(with_column(event, 1, event[1] + 1), BEFORE, event[HASH])
    forged = with_column(with_column(copied, BODY, body), HASH, link_hash(event[HASH], body))
    record.events.append(forged)
    kinds = (B.CHAIN_LINK, B.EVENT_COLUMNS, B.HEAD_DIFFERS, B.LEAF_MISSING)
    return found(*kinds, chain=name)


def swap_two(record: Record, rng: random.Random) -> Found:
    """Two events of a chain change places; all but the number, or what was said alone."""
    first, second = sorted(rng.sample(chain_of(record, rng), 2))
    one, other = record.events[first], record.events[second]
    if rng.random() < 0.5:
        record.events[first] = with_column(other, 1, one[1])
        record.events[second] = with_column(one, 1, other[1])
        return found(B.CHAIN_LINK, chain=name_of(record, one[0]), seq=one[1])
    record.events[first] = with_column(one, BODY, other[BODY])
    record.events[second] = with_column(other, BODY, one[BODY])
    return found(B.EVENT_BYTES, chain=name_of(record, one[0]), seq=one[1])


def reorder(record: Record, rng: random.Random) -> Found:
    """The events of a chain are told in another order, with the numbers left as they were."""
    places = chain_of(record, rng, least=3)
    events = [record.events[index] for index in places]
    order = list(range(len(events)))
    while order == sorted(order):
        rng.shuffle(order)
    for seq, (index, at) in enumerate(zip(places, order, strict=True), start=1):
        record.events[index] = with_column(events[at], 1, seq)
    return found(B.CHAIN_LINK, chain=name_of(record, events[0][0]))


def cut_the_tail(record: Record, rng: random.Random) -> Found:
    """The head still knows how many there were."""
    places = chain_of(record, rng)
    keep = rng.randrange(len(places))
    name = name_of(record, record.events[places[0]][0])
    cut(record, places[keep:])
    return found(B.EVENTS_MISSING, chain=name, seq=keep + 1 if keep else None)


def cut_the_tail_and_the_head(record: Record, rng: random.Random) -> Found:
    """The head is fixed too, and the texts are gone: only the log remembers."""
    places = chain_of(record, rng)
    keep = rng.randrange(1, len(places))
    cut(record, places[keep:])
    fix_head(record, record.events[places[0]][0])
    return found(B.LEAF_UNFOUNDED)


def cut_the_tail_everywhere(record: Record, rng: random.Random) -> Found:
    """The leaves go too: the log gets holes, or is shorter than was stated.

    Not of the journal, whose last event waits for the log: nobody but the journal knows of it yet.
    """
    waits = {chain for chain, _ in record.waiting}
    while record.events[(places := chain_of(record, rng))[0]][0] in waits:
        pass
    keep = rng.randrange(1, len(places))
    gone = {record.events[index][:2] for index in places[keep:]}
    chain = record.events[places[0]][0]
    cut(record, places[keep:])
    fix_head(record, chain)
    record.leaves = {at: place for at, place in record.leaves.items() if place not in gone}
    return found(B.LOG_GAP, B.CHECKPOINT_SHRUNK, B.ROOT_DIFFERS)


def cut(record: Record, places: list[int]) -> None:
    gone = {record.events[index][:2] for index in places}
    record.texts = [text for text in record.texts if text[:2] not in gone]
    record.events = [event for event in record.events if event[:2] not in gone]


def fix_head(record: Record, chain: bytes) -> None:
    last = max((event for event in record.events if event[0] == chain), key=lambda row: row[1])
    record.heads = [
        head._replace(last_seq=last[1], last_hash=last[HASH]) if head.chain == chain else head
        for head in record.heads
    ]


def rewrite_a_chain(record: Record, rng: random.Random) -> Found:
    """From some event on, with all hashes and the head made anew: only the log remembers."""
    places = chain_of(record, rng, least=1)
    start = rng.randrange(len(places))
    chain = record.events[places[0]][0]
    before = record.events[places[start]][BEFORE] if start else FIRST
    sealed = False
    for index in places[start:]:
        event = record.events[index]
        body = event[BODY]
        if index == places[start]:
            year = b'"at":"%d' % rng.randrange(2000, 2024)
            at = body.index(b'"at":"')
            body = body[:at] + year + body[at + 10 :]
        hash_ = link_hash(before, body)
        row = with_column(with_column(event, BODY, body), BEFORE, before)
        record.events[index] = with_column(row, HASH, hash_)
        sealed = sealed or event[:2] not in record.waiting
        before = hash_
    fix_head(record, chain)
    if not sealed:  # not in the log yet; the column still says when it was
        return found(B.EVENT_COLUMNS, chain=name_of(record, chain))
    return found(B.ROOT_DIFFERS)
