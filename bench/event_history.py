"""Chains of events as people make them, without the people."""

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from approvals.history.chain import FIRST, Commitment, event_bytes, link_hash
from core.ids import uuid7

CHAIN = 20  # events


def history(count: int) -> Iterator[tuple[tuple[object, ...], Commitment | None]]:
    """Rows of `event`, each with the text that it commits to."""
    drawn = random.Random(20261123)  # noqa: S311 -- the same record each time
    people, at = [uuid4() for _ in range(200)], datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(count // CHAIN):
        chain, before = uuid7(), FIRST
        for seq in range(1, CHAIN + 1):
            at += timedelta(microseconds=drawn.randrange(10_000_000))
            actor = drawn.choice(people)
            commitment = Commitment.to("Đủ điều kiện, tiêu chuẩn.") if seq % 3 == 0 else None
            body = decision(chain, seq, at, actor, commitment)
            hash_ = link_hash(before, body)
            yield (chain, seq, "assignment.decided", at, actor, body, before, hash_), commitment
            before = hash_


def decision(
    chain: UUID, seq: int, at: datetime, actor: UUID, commitment: Commitment | None
) -> bytes:
    """An event of the commonest kind."""
    facts = {
        "gate": "unit:1",
        "assignment": str(uuid4()),
        "role": "member",
        "for": None,
        "via": "link",
        "shown": os.urandom(32).hex(),
        "assurance": "login:passkey",
        "choice": "pass",
    }
    texts = {"reason": commitment} if commitment else {}
    return event_bytes(
        chain=str(chain),
        seq=seq,
        kind="assignment.decided",
        at=at,
        actor=str(actor),
        facts=facts,
        texts=texts,
    )
