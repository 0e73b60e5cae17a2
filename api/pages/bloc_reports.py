"""A member's report of half a year or a year, with its files, and whose are missing."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs, OwnForm
from api.pages.bloc_seeing import HERE, back_to, year_of
from api.pages.dossier_search import uuid_in
from api.pages.files import content_response
from api.pages.form_page import form_page
from api.pages.typed import clean_lines
from api.pages.uploaded import FileOfForm
from api.refusals import FileMissing, FormStale
from api.web import web_of
from approvals.commands.attach import ACCEPTED
from approvals.commands.bloc.acting import FOR_A_MEMBER
from approvals.commands.bloc.add_report_file import AddReportFile, add_report_file
from approvals.commands.bloc.send_report import SendReport, send_report
from approvals.domain.refusals.blocs import MemberUnknown, ReportNotFound
from approvals.domain.refusals.missing import AttachmentNotFound
from approvals.queries.bloc import reports
from approvals.queries.bloc.figures import reported
from approvals.queries.bloc.overview import Reporting
from approvals.queries.bloc.years import BlocYear, bloc_year
from approvals.queries.visibility import Viewer
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
_ONE = f"{HERE}/reports/{{round_id:uuid}}"


@dataclass(frozen=True, slots=True)
class Sections:
    """What a report says, as it was typed."""

    results: str = ""
    obstacles: str = ""
    proposals: str = ""


def read_sections(
    results: Annotated[str, Form()] = "",
    obstacles: Annotated[str, Form()] = "",
    proposals: Annotated[str, Form()] = "",
) -> Sections:
    return Sections(clean_lines(results), clean_lines(obstacles), clean_lines(proposals))


SectionsTyped = Annotated[Sections, Depends(read_sections)]


@router.get(_ONE)
def show(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    slug: str,
    year: int,
    round_id: UUID,
) -> HTMLResponse:
    found = bloc_year(session, viewer, slug, year)
    return _report(request, session, viewer, found, round_id, None)


@router.post(_ONE)
def send(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    round_id: UUID,
    said: SectionsTyped,
    member: Annotated[str, Form()] = "",
) -> Response:
    found, member_id = year_of(attempt, viewer, slug, year), uuid_in(member)
    if member_id is None:
        raise MemberUnknown
    command = SendReport(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        round_id=round_id,
        member_id=member_id,
        results=said.results,
        obstacles=said.obstacles,
        proposals=said.proposals,
    )
    done: object = FormStale()
    if ours:
        done = attempt(lambda session: send_report(session, command, now=now).id)
    if isinstance(done, Refusal):
        refusal = done
        shown = attempt(
            lambda session: _report(request, session, viewer, found, round_id, said, refusal)
        )
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return back_to(found, done, f"/reports/{round_id}")


@router.post(f"{_ONE}/files", dependencies=[OwnForm])
def add_file(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    slug: str,
    year: int,
    round_id: UUID,
    file: FileOfForm,
    member: Annotated[str, Form()] = "",
) -> Response:
    found, member_id = year_of(attempt, viewer, slug, year), uuid_in(member)
    if member_id is None:
        raise MemberUnknown
    command = AddReportFile(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        round_id=round_id,
        member_id=member_id,
        name=file.name,
        content=file.content,
    )
    settings = web_of(request).settings
    done: object = FileMissing()
    if file.chosen:
        done = attempt(
            lambda session: (
                add_report_file(
                    session,
                    command,
                    folder=settings.files_folder,
                    limit_mb=settings.upload_limit_mb,
                    now=now,
                ).id
            )
        )
    if isinstance(done, Refusal):
        refusal = done
        shown = attempt(
            lambda session: _report(request, session, viewer, found, round_id, None, refusal)
        )
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return back_to(found, done, f"/reports/{round_id}#files")


@router.get(f"{_ONE}/files/{{file_id:uuid}}")
def download(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    slug: str,
    year: int,
    round_id: UUID,
    file_id: UUID,
) -> Response:
    found = bloc_year(session, viewer, slug, year)
    asked = reports.round_in_bloc(session, found.bloc.id, year, round_id)
    shown = reports.shown_to(session, viewer, found, asked) if asked else {}
    files = reports.files(session, [one.id for one in shown.values()])
    file = next((one for one in files if one.id == file_id), None)
    response = file and content_response(request, file.sha256, file.name, file.media_type)
    if not response:
        raise AttachmentNotFound(attachment=file_id)
    return response


def _report(  # noqa: PLR0913, PLR0917 -- what the page shows
    request: Request,
    session: Session,
    viewer: Viewer,
    found: BlocYear,
    round_id: UUID,
    typed: Sections | None,
    *refusals: Refusal,
) -> HTMLResponse:
    """Raises `ReportNotFound` for one that is not this bloc's."""
    asked = reports.round_in_bloc(session, found.bloc.id, found.year, round_id)
    if asked is None:
        raise ReportNotFound
    shown = reports.shown_to(session, viewer, found, asked)
    settings = web_of(request).settings
    return form_page(
        request,
        "bloc_report.html",
        *refusals,
        here=f"{found.address}/reports/{asked.id}",
        found=found,
        seen=Reporting(asked=asked, sent=reports.sent(session, asked.id)),
        shown=shown,
        counted=reported(session, asked.id),
        files=reports.files(session, [one.id for one in shown.values()]),
        own=[one.body for one in found.own(viewer, *FOR_A_MEMBER)],
        leads_too=found.leads(viewer, deputy_too=True),
        typed=typed,
        accepted=ACCEPTED,
        limit_mb=settings.upload_limit_mb,
    )
