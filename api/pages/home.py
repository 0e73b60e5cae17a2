"""The start page: sign in, or go to what waits for you."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import PossibleViewer, Transaction
from approvals.queries.inbox import count_waiting
from models.enums import Office

router = APIRouter(include_in_schema=False)

# Where each office works when no dossier waits for them in person, in this order.
_DESKS = (
    ("/stuck", (Office.SECRETARIAT, Office.ADMINISTRATOR)),
    ("/audit", (Office.AUDITOR,)),
    ("/submissions", (Office.SECRETARY,)),
)


@router.get("/")
def start(_request: Request, session: Transaction, viewer: PossibleViewer) -> Response:
    if viewer is None:
        return RedirectResponse("/sign-in", status_code=303)
    if count_waiting(session, viewer):
        return RedirectResponse("/inbox", status_code=303)
    desk = next((path for path, offices in _DESKS if viewer.holds(*offices)), "/inbox")
    return RedirectResponse(desk, status_code=303)
