"""Signing in, sessions, and answers kept for repeated requests."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from models.base import Instant, Table, by_value, one_of
from models.enums import Proof, SessionKind


class MailedCode(Table, table=True):
    """Six digits that somebody asked for: to sign in, or to decide one task.

    `code_hash` is set when the mail with the code is rendered.
    """

    __tablename__ = "mailed_code"

    person_id: UUID = Field(foreign_key="person.id", index=True)
    assignment_id: UUID | None = Field(default=None, foreign_key="assignment.id", index=True)
    code_hash: bytes | None = None
    tries: int = 0
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class StaffSession(Table, table=True):
    """A signed-in browser, or a script's token; only the token's keyed hash is stored."""

    __tablename__ = "staff_session"
    __table_args__ = (one_of("kind", SessionKind), one_of("proof", Proof))

    token_hash: bytes = Field(unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: SessionKind = Field(sa_type=by_value(SessionKind))
    proof: Proof = Field(sa_type=by_value(Proof))
    proved_at: datetime = Field(sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class Passkey(Table, table=True):
    """The public half of a key on somebody's device; the other half never leaves it."""

    person_id: UUID = Field(foreign_key="person.id", index=True)
    credential_id: bytes = Field(unique=True)
    public_key: bytes  # as COSE writes it
    sign_count: int  # of the device; most keep it at 0
    name: str = Field(max_length=80)
    created_at: datetime = Field(sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)


class Idempotency(SQLModel, table=True):
    """The answer to a request that may be repeated, written in the effect's own transaction."""

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=200)
    fingerprint: str = Field(max_length=64)  # SHA-256 of method, path and body
    status: int
    body: dict[str, Any] = Field(sa_type=JSONB)
    created_at: datetime = Field(sa_type=Instant)
