"""The register of papers: which were issued, what they are about, which are void."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.document_kinds import DocumentKind
from models.documents import Document, DocumentEntry
from models.dossiers import Dossier


def document(session: Session, document_id: UUID) -> Document | None:
    return session.get(Document, document_id)


def for_update(session: Session, document_id: UUID) -> Document:
    """The document, locked until the transaction ends: its paper is made once."""
    return session.exec(
        select(Document)
        .where(Document.id == document_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def enter(session: Session, document: Document) -> bool:
    """Put a document into the register; False where its number, or what it is about, has one."""
    values = document.model_dump()
    entered = session.execute(
        insert(Document).values(**values).on_conflict_do_nothing().returning(col(Document.id))
    )
    return entered.first() is not None


def with_number(session: Session, like: Document) -> Document | None:
    """The document that has the number, which is not void; locked."""
    return session.exec(
        select(Document)
        .where(
            Document.body_id == like.body_id,
            Document.kind == like.kind,
            Document.year == like.year,
            Document.number == like.number,
            col(Document.voided_at).is_(None),
            col(Document.submission_id).is_(None),
        )
        .with_for_update(key_share=True)
    ).first()


def of_sitting(session: Session, body_id: UUID, sitting_id: UUID) -> Document | None:
    """What a body decided in one sitting; locked."""
    return session.exec(
        select(Document)
        .where(
            Document.body_id == body_id,
            Document.sitting_id == sitting_id,
            col(Document.voided_at).is_(None),
        )
        .with_for_update(key_share=True)
    ).first()


def of_submission(session: Session, submission_id: UUID) -> Document | None:
    return session.exec(select(Document).where(Document.submission_id == submission_id)).first()


def about(session: Session, dossier_id: UUID, kind: DocumentKind) -> Document | None:
    """The document of a kind about a dossier, which is not void."""
    return session.exec(
        select(Document)
        .join(DocumentEntry, col(DocumentEntry.document_id) == col(Document.id))
        .where(
            DocumentEntry.dossier_id == dossier_id,
            Document.kind == kind,
            col(Document.voided_at).is_(None),
        )
    ).first()


def decisions_on(session: Session, dossier_ids: Sequence[UUID]) -> list[Document]:
    """The decisions on these dossiers, in the order of their dates."""
    return list(
        session.exec(
            select(Document)
            .join(DocumentEntry, col(DocumentEntry.document_id) == col(Document.id))
            .where(
                col(DocumentEntry.dossier_id).in_(dossier_ids),
                Document.kind == DocumentKind.DECISION,
                col(Document.voided_at).is_(None),
            )
            .distinct()
            .order_by(col(Document.issued_at), col(Document.id))
        ).all()
    )


def dossiers_of(session: Session, document_id: UUID) -> list[Dossier]:
    """What a document is about, in order of code."""
    return list(
        session.exec(
            select(Dossier)
            .join(DocumentEntry, col(DocumentEntry.dossier_id) == col(Dossier.id))
            .where(DocumentEntry.document_id == document_id)
            .order_by(col(Dossier.code))
        ).all()
    )


def take_off(session: Session, dossier_id: UUID, *, now: datetime) -> None:
    """The dossier is decided no more: its documents are about the others, or void."""
    living = (
        select(Document.id)
        .join(DocumentEntry, col(DocumentEntry.document_id) == col(Document.id))
        .where(DocumentEntry.dossier_id == dossier_id, col(Document.voided_at).is_(None))
        .order_by(col(Document.id))
    )
    for document_id in session.exec(living).all():
        document = for_update(session, document_id)
        document.sha256 = None
        entries = select(func.count()).select_from(DocumentEntry)
        alone = session.exec(entries.where(DocumentEntry.document_id == document_id)).one() == 1
        if alone:  # it stays in the register with what it was about
            document.voided_at = now
        else:
            session.execute(
                delete(DocumentEntry).where(
                    col(DocumentEntry.document_id) == document_id,
                    col(DocumentEntry.dossier_id) == dossier_id,
                )
            )
