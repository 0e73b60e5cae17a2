"""A bloc's agreement of the year: its head writes it, the members' heads sign it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs, OwnForm
from api.pages.bloc_seeing import HERE, back_to, led_by, led_year, year_of
from api.pages.decision_search import day_in
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.typed import clean_lines
from api.refusals import FormStale
from approvals.commands.bloc.sign_agreement import SignAgreement, sign_agreement
from approvals.commands.bloc.write_agreement import WriteAgreement, write_agreement
from approvals.domain.refusals.blocs import DayNeeded, MemberUnknown, TextNeeded
from approvals.queries.bloc import years
from approvals.queries.bloc.years import BlocYear
from core.clock import local_date
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)


@router.get(f"{HERE}/agreement")
def ask(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, slug: str, year: int
) -> HTMLResponse:
    found = led_year(session, viewer, slug, year)
    written = years.agreement(session, found.bloc.id, year)
    day: date = written.dated_on if written else local_date(now)
    return _page(request, found, written.text if written else "", day.isoformat())


@router.post(f"{HERE}/agreement")
def write(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    text: Annotated[str, Form()] = "",
    dated_on: Annotated[str, Form()] = "",
) -> Response:
    found, said, day = led_by(attempt, viewer, slug, year), clean_lines(text), day_in(dated_on)
    faults: list[Refusal] = [] if ours else [FormStale()]
    if not said:
        faults.append(TextNeeded())
    if day is None:
        faults.append(DayNeeded().at("dated_on"))
    if faults or day is None:
        return _page(request, found, said, dated_on, *faults)
    command = WriteAgreement(
        bloc_id=found.bloc.id, year=year, by_person_id=viewer.person.id, text=said, dated_on=day
    )
    done = attempt(lambda session: write_agreement(session, command, now=now).id)
    if isinstance(done, Refusal):
        return _page(request, found, said, dated_on, done)
    return back_to(found, done, "#agreement")


@router.post(f"{HERE}/agreement/signature", dependencies=[OwnForm])
def sign(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    slug: str,
    year: int,
    member: Annotated[str, Form()] = "",
) -> Response:
    found, member_id = year_of(attempt, viewer, slug, year), uuid_in(member)
    if member_id is None:
        raise MemberUnknown
    command = SignAgreement(
        bloc_id=found.bloc.id, year=year, by_person_id=viewer.person.id, member_id=member_id
    )
    return back_to(
        found, attempt(lambda session: sign_agreement(session, command, now=now)), "#agreement"
    )


def _page(
    request: Request, found: BlocYear, text: str, dated_on: str, *refusals: Refusal
) -> HTMLResponse:
    return form_page(
        request,
        "bloc_agreement.html",
        *refusals,
        here=f"{found.address}/agreement",
        found=found,
        text=text,
        dated_on=dated_on,
    )
