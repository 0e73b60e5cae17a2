"""What people are told: messages, the links in them, and development's local mailbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from models.base import Instant, Table, by_value, one_of
from models.enums import Delivery, Language, MessageState


class Message(Table, table=True):
    """One mail to one person: queue, outbox and record in one row.

    `context` holds ids and plain values, never a token or code: those are made when the mail is
    rendered, and only their keyed hashes are stored.
    """

    __table_args__ = (
        one_of("state", MessageState),
        one_of("delivery", Delivery),
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
        Index(
            "ix_message_failed",
            "person_id",
            postgresql_where=text(
                "state = 'rejected' OR delivery IN ('blocked', 'dropped', 'bounced')"
            ),
        ),
        Index(
            "ix_message_gathered",
            "next_attempt_at",
            postgresql_where=text("state = 'gathered' AND digest_id IS NULL"),
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
    digest_id: UUID | None = Field(default=None, foreign_key="message.id", index=True)
    state: MessageState = Field(default=MessageState.QUEUED, sa_type=by_value(MessageState))
    attempts: int = 0
    next_attempt_at: datetime = Field(sa_type=Instant)  # while claimed: the end of the lease
    provider_id: str | None = Field(default=None, max_length=200)
    problem: str | None = Field(default=None, max_length=500)
    created_at: datetime = Field(sa_type=Instant)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    repeats: int = 0  # times it was sent again although it may have left before
    delivery: Delivery | None = Field(default=None, sa_type=by_value(Delivery))
    delivery_at: datetime | None = Field(default=None, sa_type=Instant)
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


class DeliveryEvent(Table, table=True):
    """What the mail provider reported of a message. `read_at`: when its message learned of it."""

    __tablename__ = "delivery_event"
    __table_args__ = (
        one_of("kind", Delivery),
        Index("ix_delivery_event_unread", "id", postgresql_where=text("read_at IS NULL")),
    )

    provider_event_id: str = Field(max_length=200, unique=True)  # reports come more than once
    message_id: UUID = Field(foreign_key="message.id", index=True)
    provider_id: str = Field(default="", max_length=200)  # of the attempt, where it is said
    kind: Delivery = Field(sa_type=by_value(Delivery))
    reason: str = Field(default="", max_length=300)
    at: datetime = Field(sa_type=Instant)  # by the provider's clock
    received_at: datetime = Field(sa_type=Instant)
    read_at: datetime | None = Field(default=None, sa_type=Instant)


class Circuit(SQLModel, table=True):
    """Whether a way of sending works, as all deliverers together know it."""

    way: str = Field(primary_key=True, max_length=20)
    failures: int = 0  # one after the other, without a success between them
    failing_since: datetime | None = Field(default=None, sa_type=Instant)
    open_until: datetime | None = Field(default=None, sa_type=Instant)  # not asked before then


class LocalMail(Table, table=True):
    """A mail kept on this machine instead of sent; exists in development only."""

    __tablename__ = "local_mail"

    message_id: UUID = Field(index=True)
    to: str
    subject: str
    text: str
    html: str
    sent_at: datetime = Field(sa_type=Instant)
