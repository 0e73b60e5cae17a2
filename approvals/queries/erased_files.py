"""Files on disk whose dossiers' data were erased."""

from collections.abc import Sequence

from sqlalchemy import Select, func, union
from sqlmodel import Session, col, select

from models.documents import Document, DocumentEntry
from models.dossiers import Attachment, Dossier, Submission
from models.gates import Assignment, Gate, WrittenOpinion
from models.personal_data import Erasure


def left_behind(session: Session, *, only: str | None = None) -> Sequence[str]:
    """The SHA-256 of contents that only erased dossiers name: evidence, scans, lists, papers.

    A list or a paper names everybody in it, so it goes with the first of them who is erased.
    """
    erased = union(
        _evidence(erased=True),
        _scans(erased=True),
        _lists_naming_somebody_erased(),
        _papers_naming_somebody_erased(),
        _letters_naming_somebody_erased(),
    ).subquery()
    kept = union(_evidence(erased=False), _scans(erased=False))
    query = select(erased.c[0]).where(erased.c[0].not_in(kept))
    if only is not None:
        query = query.where(erased.c[0] == only)
    return session.exec(query).all()


def hold(session: Session, sha256: str) -> None:
    """Take turns over one file, until the transaction ends: to store it, or to delete it."""
    session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(f"file:{sha256}", 0))))


def _evidence(*, erased: bool) -> Select[tuple[str]]:
    gone = col(Dossier.nominee_id).in_(_nominees())
    return (
        select(col(Attachment.sha256))
        .join(Dossier, col(Dossier.id) == col(Attachment.dossier_id))
        .where(gone if erased else ~gone)
    )


def _scans(*, erased: bool) -> Select[tuple[str]]:
    gone = col(Dossier.nominee_id).in_(_nominees())
    return (
        select(col(WrittenOpinion.scan_sha256))
        .join(Assignment, col(Assignment.id) == col(WrittenOpinion.assignment_id))
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .where(col(WrittenOpinion.scan_sha256).is_not(None), gone if erased else ~gone)
    )


def _lists_naming_somebody_erased() -> Select[tuple[str]]:
    return (
        select(col(Submission.file_sha256))
        .join(Dossier, col(Dossier.submission_id) == col(Submission.id))
        .where(col(Submission.file_sha256).is_not(None), col(Dossier.nominee_id).in_(_nominees()))
    )


def _papers_naming_somebody_erased() -> Select[tuple[str]]:
    return (
        select(col(Document.sha256))
        .join(DocumentEntry, col(DocumentEntry.document_id) == col(Document.id))
        .join(Dossier, col(Dossier.id) == col(DocumentEntry.dossier_id))
        .where(col(Document.sha256).is_not(None), col(Dossier.nominee_id).in_(_nominees()))
    )


def _letters_naming_somebody_erased() -> Select[tuple[str]]:
    return (
        select(col(Document.sha256))
        .join(Dossier, col(Dossier.submission_id) == col(Document.submission_id))
        .where(col(Document.sha256).is_not(None), col(Dossier.nominee_id).in_(_nominees()))
    )


def _nominees() -> Select[tuple[object]]:
    return select(Erasure.nominee_id).where(col(Erasure.nominee_id).is_not(None))
