"""What a problem's `type` leads to: one page for each code, for whoever debugs a program."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.explained import all_explained, explained
from api.pages.rendering import page
from api.refusals import PageNotFound

router = APIRouter(include_in_schema=False)


@router.get("/problems")
def list_problems(request: Request) -> HTMLResponse:
    """Every code, by name."""
    return page(request, "problems.html", problems=all_explained())


@router.get("/problems/{code}")
def show_problem(request: Request, code: str) -> HTMLResponse:
    """One code: its status, its sentence, and what to do."""
    problem = explained(code)
    if problem is None:
        raise PageNotFound
    return page(request, "problem.html", problem=problem)
