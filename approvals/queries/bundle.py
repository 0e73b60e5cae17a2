"""What a dossier's history is handed over with: its events, their texts with salts, checkpoints."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from models.bodies import Person
from models.dossiers import Dossier, Nominee
from models.history import Event, EventText
from models.rules import Award
from models.sealing import Checkpoint


class Line(NamedTuple):
    """An event as stored, and who acted; None for the engine."""

    seq: int
    body: bytes
    hash: bytes
    actor: str | None


def lines(session: Session, dossier_id: UUID) -> list[Line]:
    """The events of a dossier, oldest first."""
    rows = session.exec(
        select(Event.seq, Event.body, Event.hash, Person.name)
        .join(Person, col(Person.id) == col(Event.actor_id), isouter=True)
        .where(Event.chain_id == dossier_id)
        .order_by(col(Event.seq))
    )
    return [Line(*row) for row in rows]


def texts(session: Session, dossier_id: UUID) -> Sequence[EventText]:
    """The texts that still stand beside them."""
    return session.exec(
        select(EventText)
        .where(EventText.chain_id == dossier_id)
        .order_by(col(EventText.seq), col(EventText.name))
    ).all()


def nominee_and_award(session: Session, dossier: Dossier) -> tuple[str, str]:
    """Their names, as they are today."""
    return session.exec(
        select(Nominee.name, Award.name)
        .join(Dossier, col(Dossier.nominee_id) == col(Nominee.id))
        .join(
            Award,
            (col(Award.code) == col(Dossier.award_code))
            & (col(Award.rule_set_id) == col(Dossier.rule_set_id)),
        )
        .where(Dossier.id == dossier.id)
    ).one()


def first_covering(session: Session, log: int, size: int) -> Checkpoint | None:
    """The first signed checkpoint of a log that covers so many leaves."""
    return session.exec(
        select(Checkpoint)
        .where(Checkpoint.log == log, Checkpoint.size >= size, col(Checkpoint.note).is_not(None))
        .order_by(col(Checkpoint.size))
        .limit(1)
    ).first()
