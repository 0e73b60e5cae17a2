"""Numbered papers: the register of what a body issued, and the series its numbers come from."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from models.base import Instant, Table, by_value, one_of
from models.document_kinds import DocumentKind


class DocumentSeries(SQLModel, table=True):
    """The last number a body gave to papers of a kind in a year: numbers have no gaps."""

    __tablename__ = "document_series"
    __table_args__ = (
        one_of("kind", DocumentKind),
        CheckConstraint("last >= 0", name="last_not_negative"),
    )

    body_id: UUID = Field(foreign_key="body.id", primary_key=True)
    kind: DocumentKind = Field(sa_type=by_value(DocumentKind), primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


class Document(Table, table=True):
    """A paper that a body issued. It is about a submission, or about its entries.

    The paper is made when it is first asked for; from then on its bytes are kept with the
    attachments, under their SHA-256.
    """

    __table_args__ = (
        one_of("kind", DocumentKind),
        Index(
            "uq_document_number",
            "body_id",
            "kind",
            "year",
            "number",
            unique=True,
            postgresql_where=text("voided_at IS NULL AND submission_id IS NULL"),
        ),
        Index(
            "uq_document_sitting",
            "body_id",
            "sitting_id",
            unique=True,
            postgresql_where=text("voided_at IS NULL"),
        ),
    )

    kind: DocumentKind = Field(sa_type=by_value(DocumentKind))
    body_id: UUID = Field(foreign_key="body.id")
    year: int
    number: str | None = Field(default=None, max_length=80)  # `07/QĐ-BTP`
    dated_on: date
    submission_id: UUID | None = Field(default=None, foreign_key="submission.id", unique=True)
    sitting_id: UUID | None = None  # what is decided together is one decision
    signed_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    issued_at: datetime = Field(sa_type=Instant)
    sha256: str | None = Field(default=None, max_length=64)  # of the paper, once it was made
    voided_at: datetime | None = Field(default=None, sa_type=Instant)  # its number is not reused


class DocumentEntry(SQLModel, table=True):
    """A dossier that a document is about."""

    __tablename__ = "document_entry"

    document_id: UUID = Field(foreign_key="document.id", primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True, index=True)
