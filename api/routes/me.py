"""Who you are, and what waits for you."""

from fastapi import APIRouter

from api.bearer import Reader
from api.dependencies import Now, Transaction
from api.listing import Listed, PageAsked
from api.openapi import json_router, refuses
from api.refusals import CursorNotUsable
from api.schemas.assignments import WaitingOut
from api.schemas.parties import MeOut
from approvals.queries import bodies, inbox
from core.clock import local_date

router: APIRouter = json_router("me")


@router.get("/me", responses=refuses())
def get_me(session: Transaction, viewer: Reader, now: Now) -> MeOut:
    """Whom the token stands for, and the seats they hold today."""
    seats = bodies.seats_of(session, viewer.person.id, on=local_date(now))
    return MeOut.of(viewer, seats, inbox.count_waiting(session, viewer))


@router.get("/me/assignments", responses=refuses(CursorNotUsable))
def list_my_assignments(
    session: Transaction, viewer: Reader, asked: PageAsked
) -> Listed[WaitingOut]:
    """What waits for your decision, the most urgent first."""
    cursor = asked.cursor(inbox.MOST_URGENT.name)
    page = inbox.waiting_for(session, viewer, cursor=cursor, limit=asked.limit)
    return asked.listed(page, WaitingOut.of)
