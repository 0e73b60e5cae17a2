"""The record: a hash chain for each dossier and one for all else, and the texts beside them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from models.base import Instant, Table, one_of
from models.enums import EventKind


class Journal(Table, table=True):
    """What happened to no dossier in particular; one row, which carries the head of its chain."""

    last_seq: int = 0
    last_hash: bytes = bytes(32)


class Event(SQLModel, table=True):
    """One change of one dossier, or a line of the journal.

    Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE. `chain_id` is the dossier's id or
    the journal's.

    `body` is the canonical JSON (RFC 8785) exactly as hashed; the other columns repeat parts of
    it for searching. `hash` = SHA-256(prev_hash ‖ body); the first event's `prev_hash` is zeros.
    """

    __table_args__ = (
        one_of("kind", EventKind),
        CheckConstraint("seq >= 1", name="seq_positive"),
        CheckConstraint("length(hash) = 32 AND length(prev_hash) = 32", name="hash_length"),
        Index("ix_event_at", "at"),
        Index("ix_event_actor_id", "actor_id"),
        Index("ix_event_restored", "at", postgresql_where=text("kind = 'record.restored'")),
    )

    chain_id: UUID = Field(primary_key=True)
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
            ["chain_id", "seq"],
            ["event.chain_id", "event.seq"],
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    chain_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=40)  # `reason`
    salt: bytes
    text: str
