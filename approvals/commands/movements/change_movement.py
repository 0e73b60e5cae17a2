"""What the register says of a movement is corrected, or it gets its last day."""

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
from approvals.domain.refusals.movements import MovementNotFound
from approvals.queries import journal, movements
from models.enums import EventKind
from models.movements import Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMovement:
    movement_id: UUID
    by_person_id: UUID
    said: Description


def change_movement(session: Session, command: ChangeMovement, *, now: datetime) -> Movement:
    """The journal keeps what was said before; a summary that was held keeps its day.

    Raises `MovementNotFound` and what `register_movement` raises; it takes whoever may enter it
    both for the body that launched it so far and for the one that does now.
    """
    journal.for_update(session)
    movement = movements.movement(session, command.movement_id)
    if movement is None:
        raise MovementNotFound(movement=command.movement_id)
    launched_by = [movement.launched_by_id, command.said.launched_by_id]
    viewer = writer(session, command.by_person_id, launched_by, now=now)
    ensure_sound(session, command.said, viewer)
    describe(session, movement, command.said)
    note(
        session,
        EventKind.MOVEMENT_CHANGED,
        movement.id,
        by_id=command.by_person_id,
        now=now,
        facts=facts_of(command.said),
        texts=texts_of(command.said),
    )
    return movement
