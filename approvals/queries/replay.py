"""Events with the texts beside them, of many chains at once, as plain rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from models.history import Event, EventText


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it is stored: its hashed bytes, and the texts that still stand beside it."""

    chain_id: UUID
    seq: int
    body: bytes
    hash: bytes
    texts: Mapping[str, str]


_NONE: Mapping[str, str] = {}


def recorded(
    session: Session, chain_ids: Collection[UUID], *, until: int | None = None
) -> Iterator[Recorded]:
    """All events of these chains, or those up to a number, each chain's in order."""
    wanted: ColumnElement[bool] = col(Event.chain_id).in_(chain_ids)
    if until is not None:
        wanted = and_(wanted, col(Event.seq) <= until)
    texts = _texts(session, chain_ids)
    rows = session.execute(
        select(Event.chain_id, Event.seq, Event.body, Event.hash)
        .where(wanted)
        .order_by(col(Event.chain_id), col(Event.seq))
    )
    for chain_id, seq, body, hash_ in rows:
        yield Recorded(chain_id, seq, body, hash_, texts.get((chain_id, seq), _NONE))


def last_seq_by(session: Session, chain_id: UUID, moment: datetime) -> int:
    """The number of the last event of a chain that had happened by a moment; 0 before the first."""
    return (
        session.exec(
            select(func.max(Event.seq)).where(Event.chain_id == chain_id, Event.at <= moment)
        ).one()
        or 0
    )


def _texts(
    session: Session, chain_ids: Collection[UUID]
) -> Mapping[tuple[UUID, int], dict[str, str]]:
    found: dict[tuple[UUID, int], dict[str, str]] = {}
    rows: Sequence[tuple[UUID, int, str, str]] = session.exec(
        select(EventText.chain_id, EventText.seq, EventText.name, EventText.text).where(
            col(EventText.chain_id).in_(chain_ids)
        )
    ).all()
    for chain_id, seq, name, text in rows:
        found.setdefault((chain_id, seq), {})[name] = text
    return found
