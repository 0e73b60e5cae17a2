"""Appending to the history of a dossier, or to the journal, in the transaction of the change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlmodel import Session

from approvals.history.chain import Commitment, event_bytes, link_hash
from models.enums import EventKind
from models.history import Event, EventText


class Chain(Protocol):
    """A row that carries the head of a chain: a dossier, or the journal."""

    id: UUID
    last_seq: int
    last_hash: bytes


def record(  # noqa: PLR0913 -- the fields of an event, each by name
    session: Session,
    chain: Chain,
    kind: EventKind,
    *,
    actor_id: UUID | None,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Event:
    """Append one event. The caller holds the chain's row, so that numbers follow each other.

    The row carries the head of the chain: nothing is read, and a thousand events are written at
    once. `facts` are ids, words and numbers. `texts` are what people wrote: the event holds a
    commitment to each, the text stands beside it. Empty texts are left out. `actor_id` None is
    the engine itself.
    """
    seq, previous = chain.last_seq + 1, chain.last_hash
    committed = {name: Commitment.to(text) for name, text in (texts or {}).items() if text}
    body = event_bytes(
        chain=str(chain.id),
        seq=seq,
        kind=kind,
        at=now,
        actor=str(actor_id) if actor_id else None,
        facts=facts or {},
        texts=committed,
    )
    event = Event(
        chain_id=chain.id,
        seq=seq,
        kind=kind,
        at=now,
        actor_id=actor_id,
        body=body,
        prev_hash=previous,
        hash=link_hash(previous, body),
    )
    chain.last_seq, chain.last_hash = seq, event.hash
    session.add(event)
    session.add_all(
        EventText(chain_id=chain.id, seq=seq, name=name, salt=text.salt, text=text.text)
        for name, text in committed.items()
    )
    return event
