"""Ways to tamper with what stands around events: leaves, checkpoints, texts, heads, backups."""

import random
from uuid import UUID

from approvals.history.breaks import BreakKind as B
from approvals.history.chain import link_hash
from approvals.history.note import Statement, signed
from models.enums import EventKind
from models.sealing import Checkpoint
from tests.approvals.history.small_record import KEY, Record
from tests.approvals.history.tamperings import (
    BEFORE,
    BODY,
    HASH,
    KIND,
    Found,
    chain_of,
    cut,
    fix_head,
    flipped,
    found,
    name_of,
    with_column,
)


def tamper_with_leaves(record: Record, rng: random.Random) -> Found:
    """Swap, lose, double or hide leaves."""
    one, other = rng.sample(sorted(record.leaves), 2)
    way = rng.randrange(4)
    if way == 0:
        record.leaves[one], record.leaves[other] = record.leaves[other], record.leaves[one]
        return found(B.LEAF_ORDER, B.ROOT_DIFFERS)
    chain, seq = record.leaves[one]
    name = name_of(record, chain)
    if way == 1:
        del record.leaves[one]
        return found(B.LEAF_MISSING, chain=name, seq=seq)
    if way == 2:
        record.waiting.add((chain, seq))
        return found(B.LEAF_TWICE, chain=name, seq=seq)
    record.waiting.add(record.leaves.pop(one))
    return found(B.LOG_GAP, B.ROOT_DIFFERS, B.CHECKPOINT_SHRUNK)


def lose_what_waits(record: Record, _: random.Random) -> Found:
    chain, seq = record.waiting.pop()
    return found(B.LEAF_MISSING, chain=name_of(record, chain), seq=seq)


def tamper_with_checkpoints(record: Record, rng: random.Random) -> Found:
    rows = list(record.log.checkpoints)
    index = rng.randrange(len(rows))
    row = Checkpoint(**rows[index].model_dump())
    assert row.note is not None
    kinds = [B.ROOT_DIFFERS, B.CHECKPOINT_NOTE, B.CHECKPOINT_SIGNATURE, B.CHECKPOINT_SHRUNK]
    way = rng.randrange(5)
    if way == 0:
        row.root = flipped(row.root, rng)
    elif way == 1:
        row.size += rng.choice((-1, 1)) * rng.randrange(1, 4)
    elif way == 2:
        at = rng.randrange(len(row.note))
        row.note = row.note[:at] + chr(ord(row.note[at]) ^ 1) + row.note[at + 1 :]
        kinds.append(B.CHECKPOINT_FILE)
    elif way == 3:  # by the right key, over another root
        row.root = rng.randbytes(32)
        row.note = signed(Statement(KEY.name, row.size, row.root), [KEY])
    else:
        del rows[index]
        record.log = record.log._replace(checkpoints=rows)
        return found(B.CHECKPOINT_FILE)
    rows[index] = row
    record.log = record.log._replace(checkpoints=rows)
    return found(*kinds)


def tamper_with_the_file(record: Record, rng: random.Random) -> Found:
    """A character of the file of checkpoints; its empty lines and its last newline too."""
    at = rng.randrange(len(record.published))
    other = chr(ord(record.published[at]) ^ 1 << rng.randrange(7))
    record.published = record.published[:at] + other + record.published[at + 1 :]
    return found(B.CHECKPOINT_FILE, B.CHECKPOINT_SIGNATURE, chain="log")


def tamper_with_keys(record: Record, rng: random.Random) -> Found:
    row = type(record.log.keys[0])(**record.log.keys[0].model_dump())
    way = rng.randrange(4)
    if way == 0:
        row.public_key = flipped(row.public_key, rng)
    elif way == 1:
        row.name += "x"
    elif way == 2:
        row.id = flipped(bytes.fromhex(row.id), rng).hex()
    record.log = record.log._replace(keys=[row] if way < 3 else [])
    return found(B.KEY_DIFFERS, chain="log")


def tamper_with_texts(record: Record, rng: random.Random) -> Found:
    index = rng.randrange(len(record.texts))
    text = record.texts[index]
    name, way = name_of(record, text.chain), rng.randrange(5)
    if way == 0:
        at = rng.randrange(len(text.text))
        other = text.text[:at] + chr(ord(text.text[at]) ^ 1) + text.text[at + 1 :]
        record.texts[index] = text._replace(text=other)
    elif way == 1:
        record.texts[index] = text._replace(salt=flipped(text.salt, rng))
    elif way == 2:
        del record.texts[index]
        return found(B.TEXT_MISSING, chain=name, seq=text.seq)
    elif way == 3:
        record.texts.append(text._replace(name=f"{text.name}2", text="Thêm vào."))
        return found(B.TEXT_UNFOUNDED, chain=name, seq=text.seq)
    else:
        record.texts[index] = text._replace(text=text.text + " ")
    return found(B.TEXT_DIFFERS, chain=name, seq=text.seq)


def bring_back_an_erased_text(record: Record, rng: random.Random) -> Found:
    """Another one: the salt is gone, so nobody can bring back the same."""
    erasing = next(event for event in record.events if event[KIND] == EventKind.TEXTS_ERASED)
    seq = erasing[1] - 1
    text = record.texts[0]._replace(chain=erasing[0], seq=seq, name="reason")
    record.texts.append(text._replace(salt=rng.randbytes(16)))
    return found(B.TEXT_DIFFERS, chain=name_of(record, erasing[0]), seq=seq)


def tamper_with_heads(record: Record, rng: random.Random) -> Found:
    index = rng.randrange(len(record.heads))
    head, way = record.heads[index], rng.randrange(4)
    if way == 0:
        record.heads[index] = head._replace(last_hash=flipped(head.last_hash, rng))
        return found(B.HEAD_DIFFERS, chain=head.name, seq=head.last_seq)
    if way == 1:
        more = head.last_seq + rng.randrange(1, 9)
        record.heads[index] = head._replace(last_seq=more)
        return found(B.EVENTS_MISSING, chain=head.name)
    if way == 2:
        record.heads[index] = head._replace(last_seq=rng.randrange(head.last_seq))
        return found(B.HEAD_DIFFERS, chain=head.name)
    del record.heads[index]
    return found(B.CHAIN_UNKNOWN, chain=str(UUID(bytes=head.chain)))


def delete_a_history(record: Record, rng: random.Random) -> Found:
    """All of it; the dossier's row stays."""
    places = chain_of(record, rng)
    name = name_of(record, record.events[places[0]][0])
    cut(record, places)
    return found(B.EVENTS_MISSING, chain=name)


def restore_an_older_state(record: Record, rng: random.Random) -> Found:
    """All of it as it was at a former checkpoint, the files too; an auditor kept a newer one."""
    rows = list(record.log.checkpoints)
    index = rng.randrange(len(rows) - 1)
    record.since = [rng.choice(rows[index + 1 :]).note or ""]
    _back_to(record, rows[index].size, index + 1)
    return found(B.CHECKPOINT_SHRUNK, chain="log")


def restore_and_go_on(record: Record, rng: random.Random) -> Found:
    """Since then the log has grown beyond what the auditor kept, with other events."""
    rows = list(record.log.checkpoints)
    index = rng.randrange(len(rows) - 1)
    kept = rng.choice(rows[index + 1 :])
    record.since = [kept.note or ""]
    _back_to(record, rows[index].size, index + 1)
    chain = next(head for head in record.heads if head.name == "journal")
    before, seq = chain.last_hash, chain.last_seq
    like = max(event for event in record.events if event[0] == chain.chain)
    for position in range(len(record.leaves), kept.size + rng.randrange(3)):
        seq += 1
        body = like[BODY].replace(b'"seq":%d,' % like[1], b'"seq":%d,' % seq)
        row = with_column(with_column(with_column(like, 1, seq), BODY, body), BEFORE, before)
        before = link_hash(before, body)
        record.events.append(with_column(row, HASH, before))
        record.leaves[position] = (chain.chain, seq)
    fix_head(record, chain.chain)
    return found(B.ROOT_DIFFERS, chain="log")


def _back_to(record: Record, size: int, checkpoints: int) -> None:
    record.leaves = {at: place for at, place in record.leaves.items() if at < size}
    there = set(record.leaves.values())
    record.events = [event for event in record.events if event[:2] in there]
    record.texts = [text for text in record.texts if text[:2] in there]
    record.waiting = set()
    chains = {event[0] for event in record.events}
    record.heads = [head for head in record.heads if head.chain in chains]
    for chain in chains:
        fix_head(record, chain)
    rows = list(record.log.checkpoints)[:checkpoints]
    record.log = record.log._replace(checkpoints=rows)
    record.published = "".join(f"{row.note}\n" for row in rows)
