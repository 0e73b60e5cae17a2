"""Appending to a dossier's history, in the transaction of the change itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.history.chain import Commitment, event_bytes, link_hash
from models.dossiers import Dossier
from models.enums import EventKind
from models.history import Event, EventText


def record(  # noqa: PLR0913 -- the fields of an event, each by name
    session: Session,
    dossier: Dossier,
    kind: EventKind,
    *,
    actor_id: UUID | None,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Event:
    """Append one event. The caller holds the dossier's row, so that numbers follow each other.

    The row carries the head of the chain: nothing is read, and a thousand events are written at
    once. `facts` are ids, words and numbers. `texts` are what people wrote: the event holds a
    commitment to each, the text stands beside it. Empty texts are left out. `actor_id` None is
    the engine itself.
    """
    seq, previous = dossier.last_seq + 1, dossier.last_hash
    committed = {name: Commitment.to(text) for name, text in (texts or {}).items() if text}
    body = event_bytes(
        dossier=str(dossier.id),
        seq=seq,
        kind=kind,
        at=now,
        actor=str(actor_id) if actor_id else None,
        facts=facts or {},
        texts=committed,
    )
    event = Event(
        dossier_id=dossier.id,
        seq=seq,
        kind=kind,
        at=now,
        actor_id=actor_id,
        body=body,
        prev_hash=previous,
        hash=link_hash(previous, body),
    )
    dossier.last_seq, dossier.last_hash = seq, event.hash
    session.add(event)
    session.add_all(
        EventText(dossier_id=dossier.id, seq=seq, name=name, salt=text.salt, text=text.text)
        for name, text in committed.items()
    )
    return event
