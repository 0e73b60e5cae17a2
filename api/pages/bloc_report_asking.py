"""The head of a bloc asks its members to report."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.bloc_seeing import HERE, back_to, led_by, led_year
from api.pages.decision_search import day_in
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.refusals import FormStale
from approvals.commands.bloc.open_reports import OpenReports, open_reports
from approvals.domain.refusals.blocs import DayNeeded
from approvals.queries.bloc.years import BlocYear
from core.refusal import Refusal
from models.enums import ReportPeriod

router = APIRouter(include_in_schema=False)


@router.get(f"{HERE}/reports")
def ask(
    request: Request, session: Transaction, viewer: CurrentViewer, slug: str, year: int
) -> HTMLResponse:
    return _opening(request, led_year(session, viewer, slug, year, deputy_too=True), "", "")


@router.post(f"{HERE}/reports")
def ask_for(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    period: Annotated[str, Form()] = "",
    due_on: Annotated[str, Form()] = "",
) -> Response:
    found, day = led_by(attempt, viewer, slug, year, deputy_too=True), day_in(due_on)
    wanted = word_in(ReportPeriod, period)
    if not ours or day is None or wanted is None:
        fault = DayNeeded().at("due_on") if ours else FormStale()
        return _opening(request, found, period, due_on, fault)
    command = OpenReports(
        bloc_id=found.bloc.id, year=year, by_person_id=viewer.person.id, period=wanted, due_on=day
    )
    done = attempt(lambda session: open_reports(session, command, now=now).id)
    if isinstance(done, Refusal):
        return _opening(request, found, period, due_on, done)
    return back_to(found, done, "#reports")


def _opening(
    request: Request, found: BlocYear, period: str, due_on: str, *refusals: Refusal
) -> HTMLResponse:
    written = formats(language_of(request))
    return form_page(
        request,
        "bloc_report_new.html",
        *refusals,
        here=f"{found.address}/reports",
        found=found,
        periods=[(one.value, written.label(one)) for one in ReportPeriod],
        period=period,
        due_on=due_on,
    )
