"""The outbox to the engine."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, text, update
from sqlmodel import Session, col, select

from models.engine import Wake


def queue(session: Session, dossier_id: UUID, *, now: datetime) -> None:
    """Ask the engine to look at a dossier once this transaction is committed."""
    session.add(Wake(dossier_id=dossier_id, created_at=now))


def wait_from(session: Session, moment: datetime) -> None:
    """What was entered as past is there only now: it waits for the engine since no earlier."""
    session.execute(update(Wake).where(col(Wake.created_at) < moment).values(created_at=moment))


def put_nobody_off(session: Session) -> None:
    """Have the engine serve all that waits once this is committed, also what it had put off."""
    session.execute(text("SELECT pg_notify('look_again', '')"))


def done(session: Session, wake_ids: list[UUID]) -> int:
    """Forget wake-ups that a run has served; how many were still there."""
    return session.execute(delete(Wake).where(col(Wake.id).in_(wake_ids))).rowcount  # type: ignore[attr-defined,no-any-return]


def waiting_dossier_ids(session: Session) -> list[UUID]:
    """The dossiers that the engine was asked to look at and has not yet."""
    return list(session.exec(select(Wake.dossier_id).distinct()).all())
