"""The record: one hash chain per dossier, and the texts its commitments stand for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from models.base import Instant, one_of, refers_to
from models.enums import EventKind


class Event(SQLModel, table=True):
    """One change of one dossier. Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE.

    `body` is the canonical JSON (RFC 8785) exactly as hashed; the other columns repeat parts of
    it for searching. `hash` = SHA-256(prev_hash ‖ body); the first event's `prev_hash` is zeros.
    """

    __table_args__ = (
        one_of("kind", EventKind),
        CheckConstraint("seq >= 1", name="seq_positive"),
        CheckConstraint("length(hash) = 32 AND length(prev_hash) = 32", name="hash_length"),
        Index("ix_event_at", "at"),
        Index("ix_event_actor_id", "actor_id"),
    )

    dossier_id: UUID = Field(primary_key=True, sa_column_args=refers_to("dossier.id"))
    seq: int = Field(primary_key=True)
    kind: str = Field(max_length=40)
    at: datetime = Field(sa_type=Instant)
    actor_id: UUID | None = None  # None: the engine itself
    body: bytes
    prev_hash: bytes
    hash: bytes


class EventText(SQLModel, table=True):
    """A text beside an event, which holds only HMAC-SHA-256(salt, text) of it."""

    __tablename__ = "event_text"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dossier_id", "seq"],
            ["event.dossier_id", "event.seq"],
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    dossier_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=40)  # `reason`
    salt: bytes
    text: str
