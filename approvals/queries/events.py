"""A dossier's history, read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from models.bodies import Person
from models.enums import EventKind
from models.history import Event, EventText


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline. `facts` is what the event recorded; `texts` what people wrote.

    `erased`: the texts that are gone, by name, and since when.
    """

    seq: int
    kind: EventKind
    at: datetime
    actor_id: UUID | None
    actor_name: str | None
    facts: Mapping[str, Any]
    texts: Mapping[str, str]
    hash: bytes
    erased: Mapping[str, datetime] = field(default_factory=dict)
    actor_erased_at: datetime | None = None


def recused(session: Session, dossier_ids: Sequence[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Who stepped back from these dossiers, at any gate, in any round."""
    found: dict[UUID, frozenset[UUID]] = {}
    for dossier_id, person_id in session.exec(
        select(Event.chain_id, Event.actor_id).where(
            col(Event.chain_id).in_(dossier_ids), Event.kind == EventKind.ASSIGNMENT_RECUSED
        )
    ).all():
        if person_id is not None:
            found[dossier_id] = found.get(dossier_id, frozenset()) | {person_id}
    return found


def last_at(session: Session, dossier_id: UUID, kinds: Sequence[EventKind]) -> datetime | None:
    """When the newest event of such a kind happened."""
    return session.exec(
        select(func.max(Event.at)).where(Event.chain_id == dossier_id, col(Event.kind).in_(kinds))
    ).one()


def timeline(session: Session, dossier_id: UUID) -> list[Entry]:
    """All events of a dossier, oldest first, with who acted and what they wrote."""
    rows = session.exec(
        select(Event, Person.name, Person.erased_at)
        .join(Person, col(Person.id) == col(Event.actor_id), isouter=True)
        .where(Event.chain_id == dossier_id)
        .order_by(col(Event.seq))
    ).all()
    texts = _texts(session, dossier_id)
    told = [_entry(event, name, gone, texts.get(event.seq, {})) for event, name, gone in rows]
    return _with_erasures(told)


def chain_of(session: Session, dossier_id: UUID) -> Sequence[tuple[int, bytes, bytes, bytes]]:
    """(seq, body, previous hash, hash) of each event, oldest first: what a check needs."""
    return [
        (seq, body, previous, hash_)
        for seq, body, previous, hash_ in session.exec(
            select(Event.seq, Event.body, Event.prev_hash, Event.hash)
            .where(Event.chain_id == dossier_id)
            .order_by(col(Event.seq))
        ).all()
    ]


def _texts(session: Session, dossier_id: UUID) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for text in session.exec(select(EventText).where(EventText.chain_id == dossier_id)).all():
        found.setdefault(text.seq, {})[text.name] = text.text
    return found


def _with_erasures(told: list[Entry]) -> list[Entry]:
    """Each erasure says which texts went with it: that stands where they stood."""
    gone: dict[int, dict[str, datetime]] = {}
    for entry in told:
        if entry.kind is EventKind.TEXTS_ERASED:
            at = datetime.fromisoformat(entry.facts["erased_at"])
            for one in entry.facts["texts"]:
                gone.setdefault(one["seq"], {})[one["name"]] = at
    return [
        replace(entry, erased=gone[entry.seq]) if entry.seq in gone else entry for entry in told
    ]


def _entry(
    event: Event,
    actor_name: str | None,
    actor_erased_at: datetime | None,
    texts: Mapping[str, str],
) -> Entry:
    return Entry(
        seq=event.seq,
        kind=EventKind(event.kind),
        at=event.at,
        actor_id=event.actor_id,
        actor_name=actor_name,
        facts=json.loads(event.body)["facts"],
        texts=texts,
        hash=event.hash,
        actor_erased_at=actor_erased_at,
    )
