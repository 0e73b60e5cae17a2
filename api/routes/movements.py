"""Emulation movements."""

from fastapi import APIRouter

from api.bearer import Reader
from api.dependencies import Transaction
from api.listing import Listed, PageAsked
from api.openapi import json_router, refuses
from api.refusals import CursorNotUsable
from api.schemas.movements import MovementOut
from approvals.queries import movements

router: APIRouter = json_router("movements")


@router.get("/movements", responses=refuses(CursorNotUsable))
def list_movements(session: Transaction, _viewer: Reader, asked: PageAsked) -> Listed[MovementOut]:
    """Movements, the latest launched first; a submission may name one by its `id`."""
    page = movements.page(session, cursor=asked.cursor(movements.ORDER.name), limit=asked.limit)
    return asked.listed(page, MovementOut.model_validate)
