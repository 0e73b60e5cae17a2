"""A paper is made once: from then on the same bytes are handed out.

They are kept with the attachments, under their SHA-256, which the register has.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from approvals.commands.attach import path_of, store
from approvals.domain.refusals.missing import DocumentNotFound
from approvals.papers.awarding import certificate_pdf, decision_pdf, letter_pdf
from approvals.papers.signing import Seal, signed
from approvals.queries import documents, erased_files, papers
from approvals.queries.papers import Issue
from approvals.queries.visibility import Viewer
from models.document_kinds import DocumentKind
from models.documents import Document, DocumentEntry
from models.dossiers import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Where papers are kept, what they are set in, and what signs them, if anything."""

    folder: Path
    fonts: Path | None = None
    seal: Seal | None = None

    @property
    def seals(self) -> bool:
        return self.seal is not None


def decision(session: Session, viewer: Viewer, document_id: UUID, press: Press) -> bytes:
    """Raises `DocumentNotFound`, also where somebody on it was erased: then it is gone."""
    issue = papers.decision(session, viewer, document_id)
    return _kept(
        session,
        document_id,
        lambda: decision_pdf(issue, sealed=press.seals, fonts=press.fonts),
        press,
    )


def draft(issue: Issue, press: Press) -> bytes:
    """What is to be signed: made anew each time, and never signed here."""
    return decision_pdf(issue, sealed=False, fonts=press.fonts)


def certificate(
    session: Session, viewer: Viewer, code: str, press: Press, *, now: datetime
) -> bytes:
    """Raises `DossierNotFound`, `DocumentNotFound`; those without a series have no number."""
    found = papers.certificate(session, viewer, code)
    decided = found.decision.document
    if decided is None:
        raise DocumentNotFound(document=code)
    register = found.register
    if register is None:
        documents.for_update(session, decided.id)  # two who ask at once get one
        dossier_id = found.line.dossier.id
        register = documents.about(session, dossier_id, DocumentKind.CERTIFICATE)
    if register is None:
        register = Document(
            kind=DocumentKind.CERTIFICATE,
            body_id=decided.body_id,
            year=decided.year,
            dated_on=decided.dated_on,
            signed_by_id=decided.signed_by_id,
            issued_at=now,
        )
        documents.enter(session, register)
        session.add(DocumentEntry(document_id=register.id, dossier_id=found.line.dossier.id))
    return _kept(
        session,
        register.id,
        lambda: certificate_pdf(found, sealed=press.seals, fonts=press.fonts),
        press,
    )


def letter(session: Session, submission: Submission, press: Press, *, now: datetime) -> bytes:
    """A submission's letter with its list. Whether somebody may have it is for the caller to know.

    Raises `DocumentNotFound` where somebody on it was erased: then it is gone.
    """
    issue = papers.letter(session, submission)
    if issue.document is None:
        documents.enter(
            session,
            Document(
                kind=DocumentKind.SUBMISSION_LETTER,
                body_id=submission.body_id,
                year=submission.dated_on.year,
                number=submission.number,
                dated_on=submission.dated_on,
                submission_id=submission.id,
                issued_at=now,
            ),
        )
    entered = issue.document or documents.of_submission(session, submission.id)
    if entered is None:
        raise DocumentNotFound(document=submission.number)
    return _kept(
        session,
        entered.id,
        lambda: letter_pdf(issue, submission, sealed=press.seals, fonts=press.fonts),
        press,
    )


def _kept(session: Session, document_id: UUID, make: Callable[[], bytes], press: Press) -> bytes:
    document = documents.for_update(session, document_id)
    if document.sha256 is not None:
        path = path_of(press.folder, document.sha256)
        if not path.is_file():
            raise DocumentNotFound(document=document.number or document.id)
        return path.read_bytes()
    paper = make()
    content = signed(paper, press.seal) if press.seal else paper
    sha256 = hashlib.sha256(content).hexdigest()
    erased_files.hold(session, sha256)  # it may be about to be deleted with somebody's data
    store(press.folder, sha256, content)
    document.sha256 = sha256
    return content
