"""Every event there is of emulation: blocs' years, movements, and models after their award."""

from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, select

from approvals.commands.finish_model_step import FinishModelStep, finish_model_step
from approvals.commands.plan_model_step import PlanModelStep, plan_model_step
from models.bodies import Seat
from models.dossiers import Dossier
from models.emulation import ModelStage
from tests.bloc_scores import scored_and_visited
from tests.bloc_year import a_whole_year
from tests.builders import NOW, TODAY, Country, a_dossier, pass_gate
from tests.movements import a_whole_movement


def everything_is_striven_for(session: Session, country: Country, folder: Path) -> None:
    a_whole_year(session, country, folder)
    scored_and_visited(session, country)
    a_whole_movement(session, country)
    dossier = an_awarded(session, country)
    plan_model_step(session, a_plan(session, country, dossier), now=NOW)
    finish_model_step(session, a_finish(country, dossier), now=NOW)


def an_awarded(session: Session, country: Country, number: str = "9/TTr-TĐKT") -> Dossier:
    """The ministry's own award was given."""
    dossier = a_dossier(session, country, number=number)
    pass_gate(session, dossier)
    pass_gate(session, dossier)
    return dossier


def a_plan(
    session: Session,
    country: Country,
    dossier: Dossier,
    stage: ModelStage = ModelStage.FOUND,
    by: str = "alice",
) -> PlanModelStep:
    """The chair of the ministry's council sees to it."""
    chair = select(Seat).where(Seat.person_id == country["chair"].id)
    return PlanModelStep(
        dossier_id=dossier.id,
        stage=stage,
        seat_id=session.exec(chair).one().id,
        due_on=TODAY + timedelta(days=30),
        by_person_id=country[by].id,
    )


def a_finish(
    country: Country, dossier: Dossier, stage: ModelStage = ModelStage.FOUND, by: str = "chair"
) -> FinishModelStep:
    return FinishModelStep(
        dossier_id=dossier.id, stage=stage, done_on=TODAY, by_person_id=country[by].id
    )
