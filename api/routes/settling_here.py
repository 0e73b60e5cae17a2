"""A body gives an award of its own instead of proposing one upward."""

from fastapi import APIRouter
from starlette.responses import Response

from api.bearer import Writer
from api.dependencies import Now, Transaction
from api.once import Repeatable
from api.openapi import json_router, repeatable
from api.schemas.dossiers import SettleIn, WholeDossier
from api.schemas.words import Code
from approvals.commands.settle_here import SettleHere, settle_here
from approvals.domain.refusals import deciding, holding, missing, settling_here
from approvals.queries.dossier_page import dossier_page, visible_dossier

router: APIRouter = json_router("dossiers")


@router.post(
    "/dossiers/{code}/settlement",
    status_code=201,
    response_model=WholeDossier,
    responses=repeatable(
        deciding.ActionNotAllowed,
        deciding.NotAllowedHere,
        deciding.NotEligible,
        missing.DossierNotFound,
        holding.OnHold,
        settling_here.CouncilIsVoting,
        settling_here.EndsHereAnyway,
        settling_here.NoOwnAward,
        settling_here.NotOwnAward,
        settling_here.SettlingUnexplained,
    ),
)
def settle_dossier(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code, wanted: SettleIn, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """End a dossier, and open one for an award of this body's own: the answer is the new one."""

    def effect() -> WholeDossier:
        command = SettleHere(
            dossier_id=visible_dossier(session, writer, code).id,
            award_code=wanted.award,
            reason=wanted.reason,
            person_id=writer.person.id,
        )
        fresh = settle_here(session, command, now=now)
        session.flush()  # so that its page is read from the database
        return WholeDossier.of(dossier_page(session, writer, fresh.code))

    return once.answer(effect, status=201)
