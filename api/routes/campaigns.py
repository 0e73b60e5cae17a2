"""Seasons of nominations."""

from fastapi import APIRouter

from api.bearer import Reader
from api.dependencies import Transaction
from api.listing import Listed, PageAsked
from api.openapi import json_router, refuses
from api.refusals import CursorNotUsable
from api.schemas.parties import CampaignOut
from approvals.queries import campaigns

router: APIRouter = json_router("campaigns")


@router.get("/campaigns", responses=refuses(CursorNotUsable))
def list_campaigns(session: Transaction, _viewer: Reader, asked: PageAsked) -> Listed[CampaignOut]:
    """Campaigns, the newest first, with the days on which they take submissions."""
    cursor = asked.cursor(campaigns.ORDER.name)
    page = campaigns.campaigns(session, cursor=cursor, limit=asked.limit)
    return asked.listed(page, CampaignOut.model_validate)
