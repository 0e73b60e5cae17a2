"""Events with the texts beside them, of many chains at once, as plain rows."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, func, select

from approvals.queries.bare import fetch
from models.history import Event

Texts = dict[str, str]
_NO_TEXTS: Mapping[str, str] = {}
LAST = 2**31 - 1  # no chain is longer
_EVENTS = """
    SELECT chain_id, seq, body, hash FROM event
    WHERE chain_id = ANY(%s) AND seq <= %s ORDER BY chain_id, seq
"""
_TEXTS = "SELECT chain_id, seq, name, text FROM event_text WHERE chain_id = ANY(%s) AND seq <= %s"


@dataclass(slots=True)
class Recorded:
    """An event as it is stored: its hashed bytes, and the texts that still stand beside it."""

    chain_id: UUID
    seq: int
    body: bytes
    hash: bytes
    texts: Mapping[str, str]


def recorded(
    session: Session, chain_ids: Collection[UUID], *, until: int = LAST
) -> Iterator[Recorded]:
    """All events of these chains, or those up to a number, each chain's in order."""
    values = list(chain_ids), until
    texts: dict[tuple[UUID, int], Texts] = {}
    for chain_id, seq, name, text in fetch(session, _TEXTS, values):
        texts.setdefault((chain_id, seq), {})[name] = text
    for chain_id, seq, body, hash_ in fetch(session, _EVENTS, values):
        yield Recorded(chain_id, seq, body, hash_, texts.get((chain_id, seq), _NO_TEXTS))


def last_seq_by(session: Session, chain_id: UUID, moment: datetime) -> int:
    """The number of the last event of a chain that had happened by a moment; 0 before the first."""
    by_then = select(func.max(Event.seq)).where(Event.chain_id == chain_id, Event.at <= moment)
    return session.exec(by_then).one() or 0
