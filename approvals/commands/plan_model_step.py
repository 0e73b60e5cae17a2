"""Who sees to a stage of following a model up, and by when."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.following_up import NotAwardedYet, SeatNotOffered, StageDone
from approvals.domain.refusals.missing import DossierNotFound
from approvals.history.recording import record
from approvals.queries import dossiers, follow_up, journal
from approvals.queries.visibility import viewer_of
from core.clock import local_date
from models.emulation import ModelStage
from models.enums import DossierState, EventKind
from models.follow_up import ModelStep


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanModelStep:
    dossier_id: UUID
    stage: ModelStage
    seat_id: UUID
    due_on: date
    by_person_id: UUID


def plan_model_step(session: Session, command: PlanModelStep, *, now: datetime) -> ModelStep:
    """Planning again takes the place of what was planned, until the stage is done.

    Raises `DossierNotFound`, `NotAllowedHere`, `NotAwardedYet`, `SeatNotOffered`, `StageDone`.
    """
    today = local_date(now)
    viewer = viewer_of(session, command.by_person_id, on=today)
    dossier = dossiers.for_update(session, command.dossier_id)
    chain = journal.for_update(session)
    if dossier is None:
        raise DossierNotFound(dossier=command.dossier_id)
    body_id = dossiers.submission_of(session, dossier).body_id
    if viewer is None or not follow_up.may_follow_up(viewer, body_id):
        raise NotAllowedHere
    if dossier.state is not DossierState.AWARDED:
        raise NotAwardedYet
    offered = {seat.id for seat, _, _ in follow_up.seats_for(session, body_id, on=today)}
    if command.seat_id not in offered:
        raise SeatNotOffered
    step = follow_up.step(session, dossier.id, command.stage) or ModelStep(
        dossier_id=dossier.id,
        stage=command.stage,
        seat_id=command.seat_id,
        due_on=command.due_on,
        planned_by_id=command.by_person_id,
        planned_at=now,
    )
    if step.done_on is not None:
        raise StageDone
    step.seat_id, step.due_on = command.seat_id, command.due_on
    step.planned_by_id, step.planned_at = command.by_person_id, now
    session.add(step)
    record(
        session,
        chain,
        EventKind.MODEL_STEP_PLANNED,
        actor_id=command.by_person_id,
        now=now,
        facts={
            "dossier": str(dossier.id),
            "stage": command.stage,
            "seat": str(command.seat_id),
            "due_on": command.due_on.isoformat(),
        },
    )
    return step
