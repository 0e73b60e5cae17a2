"""Asking other bodies for their opinion of a dossier, and answering for one."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from api.bearer import Writer
from api.dependencies import Now, Transaction
from api.once import Repeatable
from api.openapi import json_router, repeatable
from api.schemas.agency_opinions import AgencyOpinionOut, AnswerIn, AskIn
from api.schemas.words import Code
from approvals.commands.answer_opinion import AnswerOpinion, answer_opinion
from approvals.commands.ask_opinion import AskOpinion, ask_opinion
from approvals.domain.refusals import asking_bodies, deciding, holding, missing
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.opinion_page import opinion_page

router: APIRouter = json_router("dossiers")


@router.post(
    "/dossiers/{code}/opinions",
    status_code=201,
    response_model=AgencyOpinionOut,
    responses=repeatable(
        deciding.ActionNotAllowed,
        missing.DossierNotFound,
        deciding.NotAllowedHere,
        holding.OnHold,
        asking_bodies.BodyNotAskable,
        asking_bodies.OpinionLimitUnknown,
    ),
)
def ask_a_body(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code, wanted: AskIn, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """Ask a body for its opinion; one whose answer is awaited is not asked twice."""

    def effect() -> AgencyOpinionOut:
        command = AskOpinion(
            dossier_id=visible_dossier(session, writer, code).id,
            asked_by_id=writer.person.id,
            **wanted.model_dump(),
        )
        asked = ask_opinion(session, command, now=now)
        session.flush()  # the answer shows it as the database has it
        return AgencyOpinionOut.of(opinion_page(session, asked.id).told)

    return once.answer(effect, status=201)


@router.put(
    "/dossiers/{code}/opinions/{opinion_id}/answer",
    response_model=AgencyOpinionOut,
    responses=repeatable(
        missing.DossierNotFound,
        deciding.NotAllowedHere,
        asking_bodies.ObjectionUnexplained,
        asking_bodies.OpinionAnswered,
        asking_bodies.OpinionLapsed,
        asking_bodies.OpinionNotFound,
        asking_bodies.OpinionTooLate,
    ),
)
def answer_for_a_body(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code,
    opinion_id: UUID,
    said: AnswerIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Agree, or object with a reason: for head and secretary of the body that is asked."""

    def effect() -> AgencyOpinionOut:
        dossier = visible_dossier(session, writer, code)
        if opinion_page(session, opinion_id).dossier.id != dossier.id:
            raise asking_bodies.OpinionNotFound
        command = AnswerOpinion(
            opinion_id=opinion_id, person_id=writer.person.id, via="api", **said.model_dump()
        )
        answer_opinion(session, command, now=now)
        session.flush()  # as above
        return AgencyOpinionOut.of(opinion_page(session, opinion_id).told)

    return once.answer(effect)
