"""Dossiers: the list, one of them with its history, and what its own body may do with it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.bearer import Reader, Writer
from api.conditional import is_about
from api.dependencies import Now, Transaction
from api.filtering import Filtered, SortedBy
from api.listing import Listed, PageAsked
from api.once import Repeatable
from api.openapi import json_router, refuses, repeatable
from api.refusals import CursorNotUsable
from api.schemas.dossiers import DossierOut, ResubmitIn, WholeDossier, WithdrawIn
from api.schemas.history import EventOut
from api.schemas.words import Code
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.refusals import deciding, holding, missing
from approvals.queries import dossier_list
from approvals.queries.dossier_page import dossier_page, visible_dossier
from approvals.queries.paging import Cursor

router: APIRouter = json_router("dossiers")
_OLDEST_FIRST = "history"


@router.get("/dossiers", responses=refuses(CursorNotUsable))
def list_dossiers(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    session: Transaction,
    viewer: Reader,
    now: Now,
    filters: Filtered,
    asked: PageAsked,
    sort: SortedBy,
) -> Listed[DossierOut]:
    """The dossiers that you may see."""
    page = dossier_list.dossiers(
        session,
        viewer,
        filters,
        now=now,
        sort=sort,
        cursor=asked.cursor(sort.value),
        limit=asked.limit,
    )
    return asked.listed(page, DossierOut.of_row)


@router.get("/dossiers/{code}", responses=refuses(missing.DossierNotFound))
def get_dossier(code: Code, request: Request, session: Transaction, viewer: Reader) -> WholeDossier:
    """One dossier: where it is, who is asked, the gates it has met, its evidence."""
    page = dossier_page(session, viewer, code)
    is_about(request, page.dossier.version)
    return WholeDossier.of(page)


@router.get("/dossiers/{code}/history", responses=refuses(missing.DossierNotFound, CursorNotUsable))
def list_dossier_history(
    code: Code, session: Transaction, viewer: Reader, asked: PageAsked
) -> Listed[EventOut]:
    """What happened to a dossier, oldest first, as far as you may know it."""
    after = _seq(asked.cursor(_OLDEST_FIRST))
    timeline = [e for e in dossier_page(session, viewer, code).timeline if e.seq > after]
    shown = timeline[: asked.limit]
    more = len(timeline) > asked.limit
    following = Cursor(_OLDEST_FIRST, (str(shown[-1].seq),)) if more else None
    return asked.listed_items([EventOut.of(entry) for entry in shown], following)


@router.post(
    "/dossiers/{code}/resubmission",
    response_model=WholeDossier,
    responses=repeatable(
        deciding.ActionNotAllowed,
        missing.DossierNotFound,
        deciding.NotAllowedHere,
        holding.OnHold,
    ),
)
def resubmit_dossier(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code,
    supplement: ResubmitIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Send a returned dossier again: the same stage, the next round."""

    def effect() -> WholeDossier:
        command = Resubmit(
            dossier_id=visible_dossier(session, writer, code).id,
            person_id=writer.person.id,
            **supplement.model_dump(),
        )
        resubmit(session, command, now=now)
        return WholeDossier.of(dossier_page(session, writer, code))

    return once.answer(effect)


@router.post(
    "/dossiers/{code}/withdrawal",
    response_model=WholeDossier,
    responses=repeatable(
        deciding.ActionNotAllowed, missing.DossierNotFound, deciding.NotAllowedHere
    ),
)
def withdraw_dossier(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    code: Code,
    wish: WithdrawIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Take a dossier back, wherever it is. Its history stays."""

    def effect() -> WholeDossier:
        command = Withdraw(
            dossier_id=visible_dossier(session, writer, code).id,
            person_id=writer.person.id,
            reason=wish.reason,
        )
        withdraw(session, command, now=now)
        return WholeDossier.of(dossier_page(session, writer, code))

    return once.answer(effect)


def _seq(cursor: Cursor | None) -> int:
    """The number of the event that a page begins after."""
    if cursor is None:
        return 0
    try:
        return int(*cursor.values)
    except (TypeError, ValueError):
        raise CursorNotUsable from None
