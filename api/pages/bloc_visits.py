"""A bloc's inspection round: who visits whom, what was found, and what became of it."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.bloc_seeing import HERE, back_to, led_by, year_of
from api.pages.decision_search import day_in
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.typed import clean_lines
from api.refusals import FormStale
from approvals.commands.bloc.acting import FOR_A_MEMBER
from approvals.commands.bloc.close_visit import CloseVisit, close_visit
from approvals.commands.bloc.plan_visit import PlanVisit, plan_visit
from approvals.commands.bloc.record_visit import RecordVisit, record_visit
from approvals.domain.refusals.blocs import DayNeeded, MemberUnknown
from approvals.queries.bloc import visits
from approvals.queries.bloc.years import BlocYear, bloc_year
from approvals.queries.visibility import Viewer
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
_HERE = f"{HERE}/visits"


@router.get(_HERE)
def show(
    request: Request, session: Transaction, viewer: CurrentViewer, slug: str, year: int
) -> HTMLResponse:
    return _page(request, session, viewer, bloc_year(session, viewer, slug, year))


@router.post(_HERE)
def plan(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    host: Annotated[str, Form()] = "",
    visitor: Annotated[list[str] | None, Form()] = None,
    planned_on: Annotated[str, Form()] = "",
) -> Response:
    found = led_by(attempt, viewer, slug, year, deputy_too=True)

    def done(session: Session) -> object:
        host_id, day = uuid_in(host), day_in(planned_on)
        _ensure(ours=ours)
        if host_id is None:
            raise MemberUnknown().at("host")
        if day is None:
            raise DayNeeded().at("planned_on")
        command = PlanVisit(
            bloc_id=found.bloc.id,
            year=year,
            by_person_id=viewer.person.id,
            host_id=host_id,
            visitor_ids=frozenset(filter(None, map(uuid_in, visitor or []))),
            planned_on=day,
        )
        return plan_visit(session, command, now=now).id

    typed = {"host": host, "visitor": visitor or [], "planned_on": planned_on}
    return _after(request, attempt, viewer, found, attempt(done), typed)


@router.post(f"{_HERE}/{{visit_id:uuid}}/findings")
def record(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    visit_id: UUID,
    held_on: Annotated[str, Form()] = "",
    findings: Annotated[str, Form()] = "",
) -> Response:
    found = year_of(attempt, viewer, slug, year)

    def done(session: Session) -> object:
        day = day_in(held_on)
        _ensure(ours=ours)
        if day is None:
            raise DayNeeded().at("held_on")
        command = RecordVisit(
            bloc_id=found.bloc.id,
            year=year,
            by_person_id=viewer.person.id,
            visit_id=visit_id,
            held_on=day,
            findings=clean_lines(findings),
        )
        return record_visit(session, command, now=now).id

    typed = {"visit": visit_id, "held_on": held_on, "findings": clean_lines(findings)}
    return _after(request, attempt, viewer, found, attempt(done), typed)


@router.post(f"{_HERE}/{{visit_id:uuid}}/close")
def close(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    visit_id: UUID,
    conclusion: Annotated[str, Form()] = "",
) -> Response:
    found = led_by(attempt, viewer, slug, year)
    command = CloseVisit(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        visit_id=visit_id,
        conclusion=clean_lines(conclusion),
    )

    def done(session: Session) -> object:
        _ensure(ours=ours)
        return close_visit(session, command, now=now).id

    typed = {"visit": visit_id, "conclusion": command.conclusion}
    return _after(request, attempt, viewer, found, attempt(done), typed)


def _ensure(*, ours: bool) -> None:
    if not ours:
        raise FormStale


def _after(  # noqa: PLR0913, PLR0917 -- what was sent, and what came of it
    request: Request,
    attempt: Attempting,
    viewer: Viewer,
    found: BlocYear,
    done: object,
    typed: Mapping[str, object],
) -> Response:
    if not isinstance(done, Refusal):
        return back_to(found, done, "/visits")
    if done.field is None:
        raise done
    shown = attempt(lambda session: _page(request, session, viewer, found, done, typed=typed))
    if isinstance(shown, Refusal):
        raise shown
    return shown


def _page(
    request: Request,
    session: Session,
    viewer: Viewer,
    found: BlocYear,
    *refusals: Refusal,
    typed: Mapping[str, object] | None = None,
) -> HTMLResponse:
    nothing: dict[str, object] = {
        "visit": None, "host": "", "visitor": [], "planned_on": "", "held_on": "",
        "findings": "", "conclusion": "",
    }  # fmt: skip
    return form_page(
        request,
        "bloc_visits.html",
        *refusals,
        here=f"{found.address}/visits",
        found=found,
        rows=visits.of_year(session, found.bloc.id, found.year),
        members=[
            (str(one.body.id), formats(language_of(request)).body_name(one.body))
            for one in found.members
        ],
        own=[one.body for one in found.own(viewer, *FOR_A_MEMBER)],
        leads=found.leads(viewer),
        leads_too=found.leads(viewer, deputy_too=True),
        typed={**nothing, **(typed or {})},
    )
