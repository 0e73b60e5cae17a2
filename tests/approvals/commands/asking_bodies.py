"""Other bodies' opinions as tests need them: the Ministry of Finance is asked, Dan answers."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.answer_opinion import AnswerOpinion, answer_opinion, lapse_opinion
from approvals.commands.ask_opinion import AskOpinion, ask_opinion
from approvals.commands.remind_body import RemindBody, remind_body_now
from models.agency_opinions import AgencyOpinion
from models.conduct import AgencyAnswer
from models.dossiers import Dossier
from tests.approvals.commands.conduct import on_hold_and_taken_back
from tests.builders import BLOC, NOW, Country, a_dossier, pass_gate

FINANCE = "bo-tai-chinh"


def asked(  # noqa: PLR0913 -- defaults for all but three
    session: Session,
    country: Country,
    dossier: Dossier,
    *,
    by: str = "appraiser",
    body: str = FINANCE,
    now: datetime = NOW,
) -> AgencyOpinion:
    command = AskOpinion(
        dossier_id=dossier.id,
        body_id=country.bodies[body].id,
        asked_by_id=country[by].id,
        reason="Về nghĩa vụ thuế",
    )
    return ask_opinion(session, command, now=now)


def answered(  # noqa: PLR0913 -- defaults for all but three
    session: Session,
    country: Country,
    opinion: AgencyOpinion,
    answer: AgencyAnswer = AgencyAnswer.AGREE,
    *,
    by: str = "dan",
    reason: str = "",
    now: datetime = NOW,
) -> AgencyOpinion:
    command = AnswerOpinion(
        opinion_id=opinion.id,
        person_id=country[by].id,
        answer=answer,
        reason=reason,
        document="88/BTC-VP",
    )
    return answer_opinion(session, command, now=now)


def at_the_board(session: Session, country: Country, number: str = "290/TTr") -> Dossier:
    """A dossier for the Prime Minister's certificate, at the appraisal of the central board."""
    dossier = a_dossier(session, country, number=number, award="bk-ttg")
    while dossier.stage != "central_board":
        pass_gate(session, dossier)
    return dossier


def on_hold_taken_back_and_consulted(session: Session, country: Country) -> None:
    """Every kind of event about what stands beside a dossier's state."""
    on_hold_and_taken_back(session, country)
    asked_reminded_answered_lapsed(session, country)


def asked_reminded_answered_lapsed(session: Session, country: Country) -> None:
    """Every kind of event about other bodies' opinions, with all that it may say."""
    dossier = at_the_board(session, country, "291/TTr")
    opinion = asked(session, country, dossier, by="secretariat")
    command = RemindBody(opinion_id=opinion.id, by_person_id=country["secretariat"].id)
    remind_body_now(session, command, now=NOW)
    answered(session, country, opinion, AgencyAnswer.OBJECT, reason="Còn nợ thuế")
    silent = asked(session, country, dossier, by="secretariat", body=BLOC)
    assert silent.lapses_at is not None
    assert lapse_opinion(session, silent.id, now=silent.lapses_at)
    asked(session, country, dossier, by="secretariat")
