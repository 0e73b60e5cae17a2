"""What came of a movement, at its half term or at its end."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.movements.describing import note, writer
from approvals.domain.refusals.blocs import ResultsMissing
from approvals.domain.refusals.movements import DayAhead, MovementNotFound
from approvals.queries import journal, movements
from core.clock import local_date
from models.emulation import MovementSummary
from models.enums import EventKind
from models.movements import MovementReview


@dataclass(frozen=True, slots=True, kw_only=True)
class SumUpMovement:
    movement_id: UUID
    by_person_id: UUID
    summary: MovementSummary
    held_on: date
    results: str


def sum_up_movement(session: Session, command: SumUpMovement, *, now: datetime) -> MovementReview:
    """Also where no day was set for it. Summing up again takes the place of what was said.

    Raises `MovementNotFound`, `NotAllowedHere`, `ResultsMissing`, `DayAhead`.
    """
    journal.for_update(session)
    movement = movements.movement(session, command.movement_id)
    if movement is None:
        raise MovementNotFound(movement=command.movement_id)
    writer(session, command.by_person_id, [movement.launched_by_id], now=now)
    if not command.results.strip():
        raise ResultsMissing
    if command.held_on > local_date(now):
        raise DayAhead
    known = {one.summary: one for one in movements.reviews_of(session, movement.id)}
    review = known.get(command.summary) or MovementReview(
        movement_id=movement.id, summary=command.summary, due_on=command.held_on
    )
    review.held_on, review.results = command.held_on, command.results.strip()
    session.add(review)
    note(
        session,
        EventKind.MOVEMENT_SUMMED_UP,
        movement.id,
        by_id=command.by_person_id,
        now=now,
        facts={"summary": command.summary, "held_on": command.held_on.isoformat()},
        texts={"results": review.results},
    )
    return review
