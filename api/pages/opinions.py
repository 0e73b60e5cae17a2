"""What an absent member of a council wrote: entered by the secretary, seen and struck."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.files import content_response
from api.pages.opinion_sheet import Sheet, Typed, read_typed, sheet_of, sheet_page
from api.pages.typed import LONGEST_REASON, faults_of_reason
from api.pages.uploaded import FileOfForm, Uploaded
from api.refusals import FormStale, PaperDayMissing, TextTooLong
from api.web import web_of
from approvals.commands.enter_opinion import EnterOpinion, Scan, enter_opinion
from approvals.commands.strike_opinion import StrikeOpinion, strike_opinion
from approvals.domain.refusals.missing import AttachmentNotFound
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/assignments/{assignment_id:uuid}/opinion"


@router.get(_HERE)
def show(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    code: str,
    assignment_id: UUID,
) -> HTMLResponse:
    sheet = sheet_of(session, viewer, code, assignment_id)
    return sheet_page(request, sheet, Typed(dated_on=local_date(now).isoformat()))


@router.post(_HERE)
def enter(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    assignment_id: UUID,
    typed: Annotated[Typed, Depends(read_typed)],
    file: FileOfForm,
) -> Response:
    sheet = _attempted(attempt, viewer, code, assignment_id)
    faults = list(_faults(typed, ours=ours))
    if not faults and typed.day is not None:
        command = _command(sheet, typed, typed.day, file)
        faults = list(_entered(request, attempt, command, now=now))
    if faults:
        return sheet_page(request, sheet, typed, *faults)
    return RedirectResponse(f"/dossiers/{sheet.found.dossier.code}#asked", status_code=303)


@router.post(_HERE + "/objection")
def strike(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    assignment_id: UUID,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    """The member goes on to vote; whoever entered it goes back to the dossier."""
    sheet = _attempted(attempt, viewer, code, assignment_id)
    faults = list(_faults_of_objection(typed, ours=ours))
    if not faults:
        command = StrikeOpinion(
            assignment_id=assignment_id, person_id=viewer.person.id, reason=typed.reason
        )
        asked = attempt(lambda session: strike_opinion(session, command, now=now))
        if not isinstance(asked, Refusal):
            own = asked.person_id == viewer.person.id
            to = f"/task/{asked.id}" if own else f"/dossiers/{sheet.found.dossier.code}#asked"
            return RedirectResponse(to, status_code=303)
        faults = [asked]
    return sheet_page(request, sheet, typed, *faults)


@router.get(_HERE + "/scan")
def scan(
    request: Request, session: Transaction, viewer: CurrentViewer, code: str, assignment_id: UUID
) -> Response:
    written = sheet_of(session, viewer, code, assignment_id).written
    opinion = written.opinion if written else None
    if opinion is None or opinion.scan_sha256 is None:
        raise AttachmentNotFound(attachment=assignment_id)
    found = content_response(
        request, opinion.scan_sha256, opinion.scan_name, opinion.scan_media_type
    )
    if found is None:
        raise AttachmentNotFound(attachment=assignment_id)
    return found


def _attempted(attempt: Attempting, viewer: Viewer, code: str, assignment_id: UUID) -> Sheet:
    sheet = attempt(lambda session: sheet_of(session, viewer, code, assignment_id))
    if isinstance(sheet, Refusal):
        raise sheet
    return sheet


def _command(sheet: Sheet, typed: Typed, day: date, file: Uploaded) -> EnterOpinion:
    return EnterOpinion(
        assignment_id=sheet.duty.assignment.id,
        by_person_id=sheet.viewer.person.id,
        dated_on=day,
        choice=typed.chosen,
        reason=typed.reason,
        scan=Scan(name=file.name, content=file.content) if file.chosen else None,
    )


def _entered(
    request: Request, attempt: Attempting, command: EnterOpinion, *, now: datetime
) -> Iterator[Refusal]:
    settings = web_of(request).settings
    done = attempt(
        lambda session: enter_opinion(
            session,
            command,
            folder=settings.files_folder,
            limit_mb=settings.upload_limit_mb,
            now=now,
        )
    )
    if isinstance(done, Refusal):
        yield done


def _faults(typed: Typed, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if typed.day is None:
        yield PaperDayMissing()
    if len(typed.reason) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON)


def _faults_of_objection(typed: Typed, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    yield from faults_of_reason(typed.reason)
