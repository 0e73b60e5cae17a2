"""Lists in pages: an opaque cursor, at most 200 items, and where the next page is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.refusals import CursorNotUsable
from api.schemas.words import Out
from approvals.queries.paging import Cursor, Page

T = TypeVar("T")
Row = TypeVar("Row")

MOST = 200
USUAL = 50


class Listed(Out, Generic[T]):
    """One page. `next` is the address of the page after it, null on the last one."""

    items: list[T]
    next: str | None = Field(examples=["/api/v1/dossiers?cursor=WyJkdWUiLDBd&limit=50"])


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page is asked for."""

    request: Request
    response: Response
    limit: int
    written: str | None

    def cursor(self, order: str) -> Cursor | None:
        """Where the page begins, in a list of this order; raises `CursorNotUsable`."""
        if self.written is None:
            return None
        cursor = Cursor.parse(self.written)
        if cursor is None or cursor.order != order:
            raise CursorNotUsable
        return cursor

    def listed(self, page: Page[Row], shown: Callable[[Row], T]) -> Listed[T]:
        """The page as it is answered."""
        if self.written is not None and page.previous is None:
            return Listed(items=[], next=None)  # what the cursor stood beside is gone
        return self.listed_items([shown(row) for row in page.rows], page.next)

    def listed_items(self, items: Sequence[T], following: Cursor | None) -> Listed[T]:
        """The same for items that were paged otherwise."""
        address = None
        if following is not None:
            url = self.request.url.include_query_params(cursor=str(following), limit=self.limit)
            address = f"{url.path}?{url.query}"
            self.response.headers["Link"] = f'<{address}>; rel="next"'
        return Listed(items=list(items), next=address)


def asked(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Items on a page.")] = USUAL,
    cursor: Annotated[
        str | None, Query(max_length=4_000, description="From `next`; nothing else is one.")
    ] = None,
) -> Asked:
    return Asked(request, response, limit, cursor)


PageAsked = Annotated[Asked, Depends(asked)]
