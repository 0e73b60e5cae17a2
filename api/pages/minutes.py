"""The minutes of a council's ballot, as a PDF to print and sign."""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import CurrentViewer, Transaction
from api.web import web_of
from approvals.papers.minutes import minutes_pdf
from approvals.queries.minutes import minutes_of

router = APIRouter(include_in_schema=False)


@router.get("/dossiers/{code}/minutes/{gate}")
def show_minutes(
    request: Request, session: Transaction, viewer: CurrentViewer, code: str, gate: str
) -> Response:
    minutes = minutes_of(session, viewer, code, gate)
    name = f"Biên bản {minutes.dossier.code} {minutes.body.name}.pdf"
    return Response(
        minutes_pdf(minutes, fonts=web_of(request).settings.paper_fonts),
        media_type="application/pdf",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )
