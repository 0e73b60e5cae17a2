"""A stage of following a model up is done."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.follow_up import waits_for
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.following_up import StageDone, StageNotPlanned, StageTooEarly
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.movements import DayAhead
from approvals.history.recording import record
from approvals.queries import dossiers, follow_up, journal
from approvals.queries.visibility import viewer_of
from core.clock import local_date
from models.emulation import ModelStage
from models.enums import EventKind
from models.follow_up import ModelStep


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishModelStep:
    dossier_id: UUID
    stage: ModelStage
    done_on: date
    by_person_id: UUID


def finish_model_step(session: Session, command: FinishModelStep, *, now: datetime) -> ModelStep:
    """By whoever holds the seat that sees to it, or by who plans.

    Raises `DossierNotFound`, `NotAllowedHere`, `StageNotPlanned`, `StageDone`, `StageTooEarly`,
    `DayAhead`.
    """
    today = local_date(now)
    viewer = viewer_of(session, command.by_person_id, on=today)
    dossier = dossiers.for_update(session, command.dossier_id)
    chain = journal.for_update(session)
    if dossier is None:
        raise DossierNotFound(dossier=command.dossier_id)
    steps = follow_up.steps_of(session, [dossier.id])[dossier.id]
    found = steps.get(command.stage)
    plans = viewer is not None and follow_up.may_follow_up(
        viewer, dossiers.submission_of(session, dossier).body_id
    )
    if not plans and (found is None or found.person.id != command.by_person_id):
        raise NotAllowedHere
    if found is None:
        raise StageNotPlanned
    if found.step.done_on is not None:
        raise StageDone
    done = {stage for stage, one in steps.items() if one.step.done_on is not None}
    if waits_for(command.stage, done) is not None:
        raise StageTooEarly
    if command.done_on > today:
        raise DayAhead().at("done_on")
    found.step.done_on = command.done_on
    record(
        session,
        chain,
        EventKind.MODEL_STEP_DONE,
        actor_id=command.by_person_id,
        now=now,
        facts={
            "dossier": str(dossier.id),
            "stage": command.stage,
            "done_on": command.done_on.isoformat(),
        },
    )
    return found.step
