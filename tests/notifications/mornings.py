"""Mornings on which the secretariat is told, and dossiers to tell of."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, select

from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.survey import survey
from core.clock import local_moment
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import Choice
from notifications.brief_contents import SecretariatBrief, ToldDossier
from notifications.briefing import tell_secretariat
from tests.builders import NOW, Country, a_nomination, a_submission, decide_as
from tests.notifications.making import composed
from tests.opening import everybody_opens


def told_on(session: Session, day: date, hour: int = 7) -> list[UUID]:
    """The messages of that morning's brief, as the flow makes them."""
    now = local_moment(day, hour)
    session.flush()
    session.execute(delete(Wake))  # the engine has looked
    while survey(session, now=now):
        pass
    return tell_secretariat(session, now=now)


def brief_of(session: Session, day: date) -> SecretariatBrief:
    """What the first of them shows."""
    content = composed(session, told_on(session, day)[0], now=local_moment(day, 7))
    assert isinstance(content, SecretariatBrief)
    return content


def codes(told: tuple[ToldDossier, ...]) -> list[str]:
    return [one.code for one in told]


def filed(session: Session, country: Country, many: int) -> list[Dossier]:
    """As many dossiers, oldest first, of different nominees; whoever is asked has seen them."""
    nominations = [a_nomination(name=f"Nguyễn Văn {one}") for one in range(many)]
    submission = a_submission(session, country, *nominations, number=f"{many}/TTr-BTP")
    found = select(Dossier).where(Dossier.submission_id == submission.id)
    dossiers = sorted(session.exec(found).all(), key=lambda one: one.code)
    for dossier in dossiers:
        everybody_opens(session, dossier)
    return dossiers


def returned(session: Session, country: Country, dossier: Dossier, now: datetime = NOW) -> None:
    chair = country["chair"].id
    decide_as(session, dossier, Choice.RETURN, person_id=chair, reason="Thiếu", now=now)


def supplemented(session: Session, country: Country, dossier: Dossier, now: datetime) -> None:
    command = Resubmit(dossier_id=dossier.id, person_id=country["alice"].id, note="Đã bổ sung")
    resubmit(session, command, now=now)
