"""Campaigns, as a list."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from approvals.queries.paging import Cursor, Order, Page, page_of
from models.rules import Campaign

ORDER = Order("opening", (col(Campaign.opens_on), col(Campaign.slug)), descending=True)


def campaigns(session: Session, *, cursor: Cursor | None = None, limit: int) -> Page[Campaign]:
    """One page of all campaigns, the newest first."""
    columns: tuple[Any, ...] = (Campaign,)
    page = page_of(session, select(*columns), ORDER, cursor, limit=limit)
    return Page([campaign for (campaign,) in page.rows], page.previous, page.next)
