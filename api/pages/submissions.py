"""The list of submissions, and one of them with its dossiers and how far they are."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import CurrentViewer, Now, Transaction
from api.languages import language_of
from api.pages.dossier_lines import lines_with_outlook
from api.pages.dossier_options import campaign_name, campaign_options
from api.pages.files import content_response
from api.pages.filing import bodies_of
from api.pages.outlook import is_for
from api.pages.rendering import formats, page
from approvals.commands.open_consultation import may_consult
from approvals.domain.consulting import posting_of
from approvals.domain.refusals.missing import AttachmentNotFound
from approvals.queries import consultations, dossier_list, movements, submission_list
from approvals.queries.dossier_choices import campaigns
from approvals.queries.dossier_filters import Filters
from approvals.queries.dossier_list import DossierRow, Sort
from approvals.queries.paging import Cursor
from approvals.queries.submission_list import SubmissionRow
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.vietnamese import clean
from models.dossiers import Submission
from models.enums import DossierState

router = APIRouter(include_in_schema=False)
_RETURNED = 10  # named above the list
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/submissions")
def list_submissions(  # noqa: PLR0913, PLR0917 -- what the address says
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    q: str = "",
    campaign: str = "",
    at: str = "",
) -> HTMLResponse:
    search, slug = clean(q), clean(campaign)
    found = submission_list.submissions(
        session, viewer, now=now, search=search, campaign=slug, cursor=Cursor.parse(at)
    )
    written = formats(language_of(request))
    return page(
        request,
        "submissions.html",
        rows=found.rows,
        search=search,
        campaign=slug,
        campaigns=[
            ("", written.texts.gettext("All")),
            *campaign_options(campaigns(session, viewer), written),
        ],
        files_here=bool(bodies_of(session, viewer, now=now)),
        previous_url=_address(search, slug, found.previous) if found.previous else None,
        next_url=_address(search, slug, found.next) if found.next else None,
    )


@router.get("/submissions/{submission_id:uuid}")
def show_submission(  # noqa: PLR0913, PLR0917 -- what the address says
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    submission_id: UUID,
    at: str = "",
    filed: str = "",
) -> HTMLResponse:
    found = submission_list.submission(session, viewer, submission_id, now=now)
    here = f"/submissions/{submission_id}"
    dossiers = dossier_list.dossiers(
        session,
        viewer,
        Filters(submission_id=submission_id),
        now=now,
        sort=Sort.CODE,
        cursor=Cursor.parse(at),
    )
    return page(
        request,
        "submission.html",
        found=found,
        lines=lines_with_outlook(session, viewer, dossiers.rows, today=local_date(now)),
        returned=_returned(session, viewer, found, now=now),
        campaign=campaign_name(found.campaign, formats(language_of(request))),
        consults=_consults(session, viewer, found),
        movement=movements.of_submission(session, found.submission),
        just_filed=bool(filed),
        with_letter=submission_list.may_have_list(viewer, found),
        with_list=submission_list.may_have_list(viewer, found)
        and _list_of(request, found.submission) is not None,
        previous_url=f"{here}?at={dossiers.previous}" if dossiers.previous else None,
        next_url=f"{here}?at={dossiers.next}" if dossiers.next else None,
    )


@router.get("/submissions/{submission_id:uuid}/list.xlsx")
def download_list(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, submission_id: UUID
) -> Response:
    """The spreadsheet it was filed with, for whoever may see every line of it."""
    found = submission_list.submission(session, viewer, submission_id, now=now)
    response = (
        _list_of(request, found.submission)
        if submission_list.may_have_list(viewer, found)
        else None
    )
    if response is None:
        raise AttachmentNotFound(attachment=submission_id)
    return response


def _consults(session: Session, viewer: Viewer, found: SubmissionRow) -> bool:
    """Whether somebody may open a consultation on some of it, or look at the comments on one."""
    return may_consult(viewer, found.body.id) and (
        bool(consultations.of_submission(session, found.submission.id))
        or any(
            posting_of(under, one.award)
            for under, one in consultations.may_be_listed(session, found.submission.id)
        )
    )


def _returned(
    session: Session, viewer: Viewer, found: SubmissionRow, *, now: datetime
) -> Sequence[DossierRow]:
    """What the unit is to supplement, the longest waiting first: for its own people."""
    if not is_for(viewer, found.body) or DossierState.RETURNED not in found.progress.states:
        return ()
    back = Filters(submission_id=found.submission.id, state=DossierState.RETURNED)
    waiting = dossier_list.dossiers(
        session, viewer, back, now=now, sort=Sort.WAITING, limit=_RETURNED
    )
    return waiting.rows


def _list_of(request: Request, submission: Submission) -> Response | None:
    if submission.file_sha256 is None:
        return None
    number = submission.number.replace("/", "-")
    return content_response(request, submission.file_sha256, f"{number}.xlsx", _XLSX)


def _address(search: str, campaign: str, cursor: Cursor) -> str:
    fields = {"q": search, "campaign": campaign, "at": str(cursor)}
    return f"/submissions?{urlencode({name: text for name, text in fields.items() if text})}"
