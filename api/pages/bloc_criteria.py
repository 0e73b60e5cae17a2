"""The head of a bloc sets by what its members are scored, and by when."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.bloc_seeing import HERE, back_to, led_by, led_year
from api.pages.decision_search import day_in
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.typed import clean_lines
from api.refusals import FormStale
from approvals.commands.bloc.set_criteria import SetCriteria, set_criteria
from approvals.domain.refusals.blocs import DayNeeded
from approvals.domain.scoring import criteria_in
from approvals.queries.bloc import scores
from approvals.queries.bloc.years import BlocYear
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
_HERE = f"{HERE}/scores/criteria"


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form; criteria one a line."""

    criteria: str = ""
    bonus: str = ""
    self_scored_by: str = ""
    appraised_by: str = ""


def read_typed(
    criteria: Annotated[str, Form()] = "",
    bonus: Annotated[str, Form()] = "",
    self_scored_by: Annotated[str, Form()] = "",
    appraised_by: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(clean_lines(criteria), clean_lines(bonus), self_scored_by, appraised_by)


@router.get(_HERE)
def ask(
    request: Request, session: Transaction, viewer: CurrentViewer, slug: str, year: int
) -> HTMLResponse:
    found = led_year(session, viewer, slug, year)
    return _page(request, found, _as_set(session, found, language_of(request)))


@router.post(_HERE)
def save(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    found = led_by(attempt, viewer, slug, year)
    first, last = day_in(typed.self_scored_by), day_in(typed.appraised_by)
    if not ours:
        return _page(request, found, typed, FormStale())
    if first is None or last is None:
        field = "appraised_by" if first else "self_scored_by"
        return _page(request, found, typed, DayNeeded().at(field))
    command = SetCriteria(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        criteria=tuple(criteria_in(typed.criteria)),
        bonus=tuple(criteria_in(typed.bonus)),
        self_scored_by=first,
        appraised_by=last,
    )
    done = attempt(lambda session: set_criteria(session, command, now=now).id)
    if isinstance(done, Refusal):
        return _page(request, found, typed, done)
    return back_to(found, done, "/scores")


def _as_set(session: Session, found: BlocYear, language: str) -> Typed:
    sheet, written = scores.sheet(session, found.bloc.id, found.year), formats(language)
    if sheet is None:
        return Typed()
    lines = scores.lines_of_sheet(session, sheet.id)
    criteria, bonus = (
        "\n".join(
            f"{one.name}: {written.points(one.maximum)}" for one in lines if one.bonus is bonus
        )
        for bonus in (False, True)
    )
    first, last = sheet.self_scored_by.isoformat(), sheet.appraised_by.isoformat()
    return Typed(criteria, bonus, first, last)


def _page(request: Request, found: BlocYear, typed: Typed, *refusals: Refusal) -> HTMLResponse:
    return form_page(
        request,
        "bloc_criteria.html",
        *refusals,
        here=f"{found.address}/scores/criteria",
        found=found,
        typed=typed,
    )
