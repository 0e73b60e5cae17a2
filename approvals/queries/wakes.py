"""The outbox to the engine."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.engine import Wake


def queue(session: Session, dossier_id: UUID, *, now: datetime) -> None:
    """Ask the engine to look at a dossier once this transaction is committed."""
    session.add(Wake(dossier_id=dossier_id, created_at=now))


def claim(session: Session, *, limit: int) -> list[Wake]:
    """The oldest wake-ups nobody else is at, locked until the transaction ends."""
    return list(
        session.exec(
            select(Wake)
            .order_by(col(Wake.created_at), col(Wake.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
    )


def waiting(session: Session, *, limit: int) -> list[Wake]:
    """The oldest wake-ups, unlocked."""
    return list(
        session.exec(select(Wake).order_by(col(Wake.created_at), col(Wake.id)).limit(limit)).all()
    )


def done(session: Session, wake_ids: list[UUID]) -> int:
    """Forget wake-ups whose run was started or resumed; how many were still there."""
    return session.execute(delete(Wake).where(col(Wake.id).in_(wake_ids))).rowcount  # type: ignore[attr-defined,no-any-return]
