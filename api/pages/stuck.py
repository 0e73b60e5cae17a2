"""What is stuck, where and why: the secretariat's first page."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import CurrentViewer, Now, Transaction, holding
from api.pages.dossier_lines import lines
from api.pages.rendering import page
from api.pages.why import why_listed
from approvals.commands.correct_address import may_correct
from approvals.queries.overview import BRIEF, SHOWN, overview
from approvals.queries.visibility import NATIONAL

router = APIRouter(include_in_schema=False)


@router.get("/stuck", dependencies=[holding(*NATIONAL)])
def show_stuck(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now
) -> HTMLResponse:
    seen = overview(session, viewer, now=now)
    rows = [*seen.overdue, *seen.nobody_asked, *seen.waiting, *seen.returned]
    why = why_listed(request, session, viewer, rows, now=now)
    return page(
        request,
        "stuck.html",
        seen=seen,
        most=max((stage.under_review + stage.returned for stage in seen.stages), default=0),
        overdue=lines(seen.overdue, why),
        nobody_asked=lines(seen.nobody_asked, why),
        may_correct=may_correct(viewer),
        waiting=lines(seen.waiting, why),
        returned=lines(seen.returned, why),
        shown=SHOWN,
        brief=BRIEF,
    )
