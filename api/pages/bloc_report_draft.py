"""The head of a bloc edits the merged draft of its report, and closes it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.bloc_reports import Sections, SectionsTyped
from api.pages.bloc_seeing import HERE, back_to, led_by, led_year
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.refusals import FormStale
from approvals.commands.bloc.close_report import close_report
from approvals.commands.bloc.draft_report import DraftReport, draft_report
from approvals.domain.bloc_year import SECTIONS, merged
from approvals.domain.refusals.blocs import ReportClosed, ReportNotFound
from approvals.queries.bloc import reports
from approvals.queries.bloc.figures import figures
from approvals.queries.bloc.overview import Reporting
from approvals.queries.bloc.years import BlocYear
from core.refusal import Refusal
from models.bloc_year import ReportRound

router = APIRouter(include_in_schema=False)
_HERE = f"{HERE}/reports/{{round_id:uuid}}/draft"
CLOSE = "close"


@router.get(_HERE)
def ask(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    slug: str,
    year: int,
    round_id: UUID,
    anew: bool = False,  # noqa: FBT001, FBT002 -- of the address
) -> HTMLResponse:
    """`anew`: merged again from what members have sent by now, whatever was saved."""
    found = led_year(session, viewer, slug, year, deputy_too=True)
    asked = _open(session, found, round_id)
    if asked.drafted_at is not None and not anew:
        typed = Sections(asked.results, asked.obstacles, asked.proposals)
    else:
        typed = _merged(request, session, found, asked)
    return _page(request, session, found, asked, typed)


@router.post(_HERE)
def save(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    round_id: UUID,
    said: SectionsTyped,
    step: Annotated[str, Form()] = "",
) -> Response:
    found = led_by(attempt, viewer, slug, year, deputy_too=True)
    command = DraftReport(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        round_id=round_id,
        results=said.results,
        obstacles=said.obstacles,
        proposals=said.proposals,
    )
    done: object = FormStale()
    if ours:
        work = close_report if step == CLOSE else draft_report
        done = attempt(lambda session: work(session, command, now=now).id)
    if isinstance(done, Refusal):
        refusal = done
        shown = attempt(
            lambda session: _page(
                request, session, found, _open(session, found, round_id), said, refusal
            )
        )
        if isinstance(shown, Refusal):
            raise refusal
        return shown
    return back_to(found, done, f"/reports/{round_id}")


def _open(session: Session, found: BlocYear, round_id: UUID) -> ReportRound:
    """Raises `ReportNotFound`, `ReportClosed`."""
    asked = reports.round_in_bloc(session, found.bloc.id, found.year, round_id)
    if asked is None:
        raise ReportNotFound
    if asked.closed_at is not None:
        raise ReportClosed
    return asked


def _merged(request: Request, session: Session, found: BlocYear, asked: ReportRound) -> Sections:
    written, sent = formats(language_of(request)), reports.sent(session, asked.id)
    said = [
        (written.body_name(one.body), {name: getattr(sent[one.body.id], name) for name in SECTIONS})
        for one in found.members
        if one.body.id in sent
    ]
    return Sections(**merged(said))


def _page(
    request: Request,
    session: Session,
    found: BlocYear,
    asked: ReportRound,
    typed: Sections,
    *refusals: Refusal,
) -> HTMLResponse:
    return form_page(
        request,
        "bloc_report_draft.html",
        *refusals,
        here=f"{found.address}/reports/{asked.id}/draft",
        found=found,
        seen=Reporting(asked=asked, sent=reports.sent(session, asked.id)),
        typed=typed,
        counted=figures(session, found),
    )
