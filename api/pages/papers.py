"""Papers to download: decisions, their drafts, certificates, submission letters."""

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import CurrentViewer, Now, Transaction
from api.web import web_of
from approvals.domain.refusals.missing import DocumentNotFound
from approvals.papers import issuing
from approvals.papers.issuing import Press
from approvals.papers.signing import Seal
from approvals.queries import dockets, papers, submission_list
from core.settings import Settings

router = APIRouter(include_in_schema=False)


@router.get("/documents/{document_id:uuid}")
def show_decision(
    request: Request, session: Transaction, viewer: CurrentViewer, document_id: UUID
) -> Response:
    """A decision in the register: the same bytes each time."""
    content = issuing.decision(session, viewer, document_id, _press(request))
    return _pdf(content, "Quyết định")


@router.get("/dossiers/{code}/decision/draft")
def show_draft(
    request: Request, session: Transaction, viewer: CurrentViewer, code: str
) -> Response:
    """For whoever prepares the last signature."""
    content = issuing.draft(papers.draft(session, viewer, code), _press(request))
    return _pdf(content, f"Dự thảo quyết định {code.upper()}")


@router.get("/dockets/{docket_id:uuid}/decision/draft")
def show_draft_on_docket(
    request: Request, session: Transaction, viewer: CurrentViewer, docket_id: UUID
) -> Response:
    found = dockets.docket(session, viewer, docket_id)
    issue = papers.draft_on_docket(session, viewer, docket_id)
    return _pdf(issuing.draft(issue, _press(request)), f"Dự thảo quyết định {found.docket.title}")


@router.get("/dossiers/{code}/certificate")
def show_certificate(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, code: str
) -> Response:
    content = issuing.certificate(session, viewer, code, _press(request), now=now)
    return _pdf(content, f"Bằng {code.upper()}")


@router.get("/submissions/{submission_id:uuid}/letter.pdf")
def show_letter(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, submission_id: UUID
) -> Response:
    """For whoever may see every line of it."""
    found = submission_list.submission(session, viewer, submission_id, now=now)
    if not submission_list.may_have_list(viewer, found):
        raise DocumentNotFound(document=submission_id)
    content = issuing.letter(session, found.submission, _press(request), now=now)
    return _pdf(content, f"Tờ trình {found.submission.number.replace('/', '-')}")


def press_of(settings: Settings) -> Press:
    """How this installation makes its papers."""
    certificate, password = settings.signing_certificate_file, settings.signing_password
    opened = password.get_secret_value() if password else None
    return Press(
        folder=settings.files_folder,
        fonts=settings.paper_fonts,
        seal=Seal(certificate=certificate, password=opened) if certificate else None,
    )


def _press(request: Request) -> Press:
    return press_of(web_of(request).settings)


def _pdf(content: bytes, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name + '.pdf', safe='')}"
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": disposition}
    )
