"""One event as replay reads it: its hashed bytes taken apart, and the texts that still stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Self
from uuid import UUID

import orjson

from models.enums import EventKind

_KINDS: Mapping[str, EventKind] = {one.value: one for one in EventKind}


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a dossier. Of the texts that it committed to, None are those erased since."""

    chain_id: UUID
    seq: int
    kind: EventKind
    at: datetime
    actor_id: UUID | None
    facts: Mapping[str, Any]
    texts: Mapping[str, str | None]
    hash: bytes = b""

    @classmethod
    def of(cls, body: bytes, texts: Mapping[str, str], hash_: bytes) -> Self:
        """An event by its stored bytes; `texts` are those that stand beside it today."""
        said = orjson.loads(body)
        return cls(
            known_id(said["chain"]),
            said["seq"],
            _KINDS[said["kind"]],
            datetime.fromisoformat(said["at"]),
            id_of(said["actor"]),
            said["facts"],
            {name: texts.get(name) for name in said["texts"]},
            hash_,
        )

    def text(self, name: str) -> str | None:
        """What was written: "" for nothing, None where it was erased."""
        return self.texts.get(name, "")


@lru_cache(maxsize=16_384)
def known_id(written: str) -> UUID:
    """The same people, seats and duties come up again and again; making an id takes a while."""
    return UUID(written)


def id_of(written: str | None) -> UUID | None:
    return known_id(written) if written else None


def day_of(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def moment_of(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
