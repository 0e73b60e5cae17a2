"""A dossier's history as programs read it."""

from datetime import datetime
from typing import Any, Self

from pydantic import Field

from api.schemas.parties import PersonOut
from api.schemas.words import Out
from approvals.queries.events import Entry
from models.enums import EventKind


class EventOut(Out):
    """One event; docs/reference/events.md says what its facts and texts are.

    What you may not know is left out: who votes, outside the body that votes; how they voted,
    before the ballot is over.
    """

    seq: int
    kind: EventKind
    at: datetime
    actor: PersonOut | None = Field(description="Null: the engine itself.")
    facts: dict[str, Any]
    texts: dict[str, str | None] = Field(description="Null: erased, at `erased_at`.")
    erased_at: datetime | None
    hash: str = Field(description="SHA-256 of the event before and of this one, in hex.")

    @classmethod
    def of(cls, entry: Entry) -> Self:
        actor = None
        if entry.actor_id is not None:
            actor = PersonOut(
                id=entry.actor_id, name=entry.actor_name or "", erased_at=entry.actor_erased_at
            )
        return cls(
            seq=entry.seq,
            kind=entry.kind,
            at=entry.at,
            actor=actor,
            facts=dict(entry.facts),
            texts={**entry.texts, **dict.fromkeys(entry.erased)},
            erased_at=max(entry.erased.values(), default=None),
            hash=entry.hash.hex(),
        )
