"""Absent members of a council who write, for tests that are about something else."""

from pathlib import Path

from sqlmodel import Session

from approvals.commands.enter_opinion import EnterOpinion, enter_opinion
from models.dossiers import Dossier
from models.enums import Choice
from models.gates import WrittenOpinion
from tests.builders import NOW, TODAY, Country, active


def by_letter(
    session: Session, country: Country, dossier: Dossier, name: str, choice: Choice | None
) -> WrittenOpinion:
    """Alice enters what somebody wrote; None is an envelope."""
    duty = next(duty for duty, who in active(session, dossier) if who.id == country[name].id)
    command = EnterOpinion(
        assignment_id=duty.id, by_person_id=country["alice"].id, dated_on=TODAY, choice=choice
    )
    return enter_opinion(session, command, folder=Path("/nowhere"), limit_mb=1, now=NOW)
