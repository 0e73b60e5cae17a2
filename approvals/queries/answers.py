"""Answers kept for requests that may be repeated, each for a day."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from models.access import Idempotency

KEPT_FOR = timedelta(hours=24)


def take_key(session: Session, person_id: UUID, key: str) -> bool:
    """Hold a person's key until the transaction ends; False when another transaction has it.

    An advisory lock, since the row does not exist yet: who finds it taken learns so at once
    instead of waiting. Once it is ours, whatever its former holder committed is visible.
    """
    named = func.hashtextextended(f"idempotency:{person_id}:{key}", 0)
    return bool(session.exec(select(func.pg_try_advisory_xact_lock(named))).one())


def answer_to(session: Session, person_id: UUID, key: str) -> Idempotency | None:
    """The answer kept under a key."""
    return session.get(Idempotency, (person_id, key))


def forget_old(session: Session, person_id: UUID, *, now: datetime) -> None:
    """Delete a person's answers that are older than a day.

    Each keyed request does this first, so that no sweep is needed: what stays behind is at most
    the last day of everybody who ever used a key.
    """
    session.execute(
        delete(Idempotency).where(
            col(Idempotency.person_id) == person_id, col(Idempotency.created_at) < now - KEPT_FOR
        )
    )
