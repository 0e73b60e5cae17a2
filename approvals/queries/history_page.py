"""What the page of a dossier's history says beside its events: names, and where they are sealed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from models.bodies import Person
from models.sealing import Checkpoint, Leaf


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where an event stands in the log, and the first signed checkpoint that covers it, if any."""

    position: int
    size: int | None
    signed_at: datetime | None


def people(session: Session, ids: Collection[UUID]) -> dict[UUID, Person]:
    """Those of these ids that there are."""
    found = session.exec(select(Person).where(col(Person.id).in_(ids))).all()
    return {person.id: person for person in found}


def sealed(session: Session, chain_id: UUID, seq: int) -> Sealed | None:
    """None: it waits to be sealed."""
    position = session.exec(
        select(Leaf.position).where(Leaf.chain_id == chain_id, Leaf.seq == seq)
    ).first()
    if position is None:
        return None
    covering = session.exec(
        select(Checkpoint)
        .where(col(Checkpoint.size) > position, col(Checkpoint.note).is_not(None))
        .order_by(col(Checkpoint.log), col(Checkpoint.size))
        .limit(1)
    ).first()
    return Sealed(
        position, covering.size if covering else None, covering.made_at if covering else None
    )
