"""The JSON API to read and try: Swagger UI, served from here and from nowhere else."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.pages.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/api/docs")
def show_api(request: Request) -> HTMLResponse:
    """For everybody: it describes the API and says nothing of any dossier."""
    return page(request, "api_docs.html")
