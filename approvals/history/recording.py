"""Appending to a dossier's history, in the transaction of the change itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.history.chain import FIRST, Commitment, event_bytes, link_hash
from approvals.queries import events
from models.enums import EventKind
from models.history import Event, EventText


def record(  # noqa: PLR0913 -- the fields of an event, each by name
    session: Session,
    dossier_id: UUID,
    kind: EventKind,
    *,
    actor_id: UUID | None,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Event:
    """Append one event. The caller holds the dossier's row, so that numbers follow each other.

    `facts` are ids, words and numbers. `texts` are what people wrote: the event holds a
    commitment to each, the text stands beside it. Empty texts are left out. `actor_id` None is
    the engine itself.
    """
    last = events.last_of(session, dossier_id)
    seq = last.seq + 1 if last else 1
    previous = last.hash if last else FIRST
    committed = {name: Commitment.to(text) for name, text in (texts or {}).items() if text}
    body = event_bytes(
        dossier=str(dossier_id),
        seq=seq,
        kind=kind,
        at=now,
        actor=str(actor_id) if actor_id else None,
        facts=facts or {},
        texts=committed,
    )
    event = Event(
        dossier_id=dossier_id,
        seq=seq,
        kind=kind,
        at=now,
        actor_id=actor_id,
        body=body,
        prev_hash=previous,
        hash=link_hash(previous, body),
    )
    session.add(event)
    session.flush()  # the next event of this transaction, and the texts, refer to it
    for name, text in committed.items():
        session.add(
            EventText(dossier_id=dossier_id, seq=seq, name=name, salt=text.salt, text=text.text)
        )
    return event
