"""Absence: who acts for whom."""

from collections.abc import Iterable
from uuid import UUID

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.bearer import Reader, Writer
from api.dependencies import Now, Transaction
from api.once import Repeatable
from api.openapi import json_router, refuses, repeatable
from api.schemas.covers import CoverIn, CoverOut, CoversOut
from approvals.commands.cover import StandIn, cover, may_cover_for_anybody
from approvals.commands.end_cover import end_cover
from approvals.domain.refusals import covering as refused
from approvals.domain.refusals import deciding, missing
from approvals.queries import covers
from core.clock import local_date
from models.bodies import Cover
from notifications import announcing

router: APIRouter = json_router("covers")
_MOST = 1_000


@router.get("/covers", responses=refuses())
def list_covers(session: Transaction, viewer: Reader, now: Now) -> CoversOut:
    """Who acts for whom now or later: yours, on either side; all of them for the secretariat."""
    person_id = None if may_cover_for_anybody(viewer) else viewer.person.id
    found = covers.current(session, on=local_date(now), limit=_MOST, person_id=person_id)
    return CoversOut(items=[CoverOut.of(one) for one in found])


@router.post(
    "/covers",
    status_code=201,
    response_model=CoversOut,
    responses=repeatable(
        deciding.NotAllowedHere,
        missing.PersonNotFound,
        refused.CoverActsForOthers,
        refused.CoverDaysWrong,
        refused.CoverIsAway,
        refused.CoverOverlaps,
        refused.CoverWithoutSeat,
        refused.NobodyCoversThemselves,
        refused.NothingToCover,
    ),
)
def enter_cover(
    wanted: CoverIn, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """Name who acts for somebody who is away; one cover for each body named."""
    wish = StandIn(
        absent_id=wanted.absent_id,
        acting_id=wanted.acting_id,
        by_person_id=writer.person.id,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        body_ids=wanted.body_ids,
        document=wanted.document,
    )

    def enter() -> CoversOut:
        entered = cover(session, wish, now=now)
        announcing.cover_set(session, entered, now=now)
        return _shown(session, entered)

    return once.answer(enter, status=201)


@router.post(
    "/covers/{cover_id}/ending",
    response_model=CoversOut,
    responses=repeatable(refused.CoverNotFound),
)
def end_cover_early(
    cover_id: UUID, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """End a cover now. Ending it again changes nothing."""

    def end() -> CoversOut:
        ended = end_cover(session, cover_id, by_person_id=writer.person.id, now=now)
        return _shown(session, [ended])

    return once.answer(end)


def _shown(session: Session, entered: Iterable[Cover]) -> CoversOut:
    found = (covers.entered(session, one.id) for one in entered)
    return CoversOut(items=[CoverOut.of(one) for one in found if one])
