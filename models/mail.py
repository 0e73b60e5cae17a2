"""What people are told: messages, the links in them, and development's local mailbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of
from models.enums import Language, MessageState


class Message(Table, table=True):
    """One mail to one person: queue, outbox and record in one row.

    `context` holds ids and plain values, never a token or code: those are made when the mail is
    rendered, and only their keyed hashes are stored.
    """

    __table_args__ = (
        one_of("state", MessageState),
        one_of("language", Language),
        Index(
            "uq_message_dedupe_key_person_id",
            "dedupe_key",
            "person_id",
            unique=True,
            postgresql_where=text("voided_at IS NULL"),
        ),
        Index(
            "ix_message_queue",
            "next_attempt_at",
            postgresql_where=text("state IN ('queued', 'claimed', 'unknown')"),
        ),
    )

    template: str = Field(max_length=60)
    dedupe_key: str = Field(max_length=200)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    dossier_id: UUID | None = Field(default=None, foreign_key="dossier.id", index=True)
    assignment_id: UUID | None = Field(default=None, foreign_key="assignment.id", index=True)
    address: str = Field(max_length=254)
    language: Language = Field(sa_type=by_value(Language))
    context: dict[str, Any] = Field(sa_type=JSONB)
    state: MessageState = Field(default=MessageState.QUEUED, sa_type=by_value(MessageState))
    attempts: int = 0
    next_attempt_at: datetime = Field(sa_type=Instant)  # while claimed: the end of the lease
    provider_id: str | None = Field(default=None, max_length=200)
    problem: str | None = Field(default=None, max_length=500)
    created_at: datetime = Field(sa_type=Instant)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    voided_at: datetime | None = Field(default=None, sa_type=Instant)  # what it said was undone


class Link(Table, table=True):
    """A mailed link: finds the task, never decides. Links of one assignment are a family."""

    token_hash: bytes = Field(unique=True)
    code_hash: bytes  # of the code printed beside the link in the same mail
    code_tries: int = 0
    assignment_id: UUID = Field(foreign_key="assignment.id", index=True)
    message_id: UUID = Field(foreign_key="message.id", index=True)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class LocalMail(Table, table=True):
    """A mail kept on this machine instead of sent; exists in development only."""

    __tablename__ = "local_mail"

    message_id: UUID = Field(index=True)
    to: str
    subject: str
    text: str
    html: str
    sent_at: datetime = Field(sa_type=Instant)
