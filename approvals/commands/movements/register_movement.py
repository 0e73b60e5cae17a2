"""A movement that was launched is entered into the register."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.movements.describing import (
    Description,
    describe,
    ensure_sound,
    facts_of,
    note,
    texts_of,
    writer,
)
from approvals.queries import journal
from models.enums import EventKind
from models.movements import Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMovement:
    by_person_id: UUID
    said: Description


def register_movement(session: Session, command: RegisterMovement, *, now: datetime) -> Movement:
    """By the desk of the body that launches it, by whoever leads that bloc, or by the board.

    Raises `NotAllowedHere`, `BodyNotFound`, `MovementNameMissing`, `LevelOfTheBoard`,
    `DaysOutOfOrder`, `BodyInTwoParts`.
    """
    said = command.said
    viewer = writer(session, command.by_person_id, [said.launched_by_id], now=now)
    journal.for_update(session)
    ensure_sound(session, said, viewer)
    movement = Movement(
        name=said.name,
        level=said.level,
        kind=said.kind,
        launched_by_id=said.launched_by_id,
        starts_on=said.starts_on,
        registered_by_id=command.by_person_id,
        registered_at=now,
    )
    describe(session, movement, said)
    note(
        session,
        EventKind.MOVEMENT_REGISTERED,
        movement.id,
        by_id=command.by_person_id,
        now=now,
        facts=facts_of(said),
        texts=texts_of(said),
    )
    return movement
