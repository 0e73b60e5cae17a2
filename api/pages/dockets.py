"""The sittings of the viewer's bodies, and the agenda of one: to read, to print, to decide from."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import CurrentViewer, Transaction
from api.pages.paper_links import beside_docket
from api.pages.rendering import page
from approvals.commands.keeping import kept_by, may_keep
from approvals.queries import dockets
from approvals.queries.paging import Cursor

router = APIRouter(include_in_schema=False)
_ON_A_PAGE = 25


@router.get("/dockets")
def list_dockets(
    request: Request, session: Transaction, viewer: CurrentViewer, at: str = ""
) -> HTMLResponse:
    found = dockets.dockets(session, viewer, Cursor.parse(at), limit=_ON_A_PAGE)
    return page(
        request,
        "dockets.html",
        rows=found.rows,
        keeps=kept_by(viewer) != frozenset(),
        previous_url=f"/dockets?at={found.previous}" if found.previous else None,
        next_url=f"/dockets?at={found.next}" if found.next else None,
    )


@router.get("/dockets/{docket_id:uuid}")
def show_docket(
    request: Request, session: Transaction, viewer: CurrentViewer, docket_id: UUID
) -> HTMLResponse:
    found = dockets.docket(session, viewer, docket_id)
    parts = dockets.agenda(session, viewer, docket_id)
    return page(
        request,
        "docket.html",
        found=found,
        parts=parts,
        links=beside_docket(session, viewer, found, parts),
        keeps=may_keep(viewer, found.body.id),
    )
