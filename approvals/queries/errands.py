"""What the relay has to do: dossiers with wake-ups waiting, and what their flow run is told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.dossiers import Dossier
from models.engine import Wake
from models.enums import Stage

TAKEN_ON = 100  # dossiers at one time by a relay, most of them waiting for a place


@dataclass(frozen=True, slots=True)
class Errand:
    """One dossier's wake-ups, however many there are: its run looks once for all of them."""

    dossier_id: UUID
    code: str
    stage: Stage
    open: bool
    wake_ids: tuple[UUID, ...]


def errand(session: Session, dossier_id: UUID) -> Errand | None:
    """What waits for a dossier now; None when nothing does."""
    found = session.exec(
        select(Dossier, Wake.id)
        .join(Wake, col(Wake.dossier_id) == col(Dossier.id))
        .where(Dossier.id == dossier_id)
    ).all()
    if not found:
        return None
    dossier = found[0][0]
    return Errand(
        dossier.id,
        dossier.code,
        dossier.stage,
        dossier.closed_at is None,
        tuple(wake_id for _, wake_id in found),
    )


def waiting_ids(session: Session, *, besides: Collection[UUID], limit: int) -> list[UUID]:
    """Dossiers with wake-ups, `besides` those in hand or put off; the longest waiting first."""
    return list(
        session.exec(
            select(Wake.dossier_id)
            .where(col(Wake.dossier_id).not_in(besides))
            .group_by(col(Wake.dossier_id))
            .order_by(func.min(col(Wake.created_at)), col(Wake.dossier_id))
            .limit(limit)
        ).all()
    )


def count_waiting(session: Session, *, until: datetime) -> int:
    """Dossiers with wake-ups queued up to a moment: what is left of a piece of work."""
    return session.exec(
        select(func.count(func.distinct(col(Wake.dossier_id)))).where(col(Wake.created_at) <= until)
    ).one()


def sleeping_for_update(session: Session, dossier_ids: Collection[UUID]) -> list[Dossier]:
    """Those of these dossiers that have no wake-up waiting, locked in one order."""
    waiting = select(Wake.id).where(col(Wake.dossier_id) == col(Dossier.id)).exists()
    return list(
        session.exec(
            select(Dossier)
            .where(col(Dossier.id).in_(dossier_ids), ~waiting)
            .order_by(col(Dossier.id))
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        ).all()
    )


def ended_among(session: Session, dossier_ids: Collection[UUID]) -> set[UUID]:
    """Which of these dossiers are closed, or not ours at all, with no wake-up waiting."""
    waiting = select(Wake.id).where(col(Wake.dossier_id) == col(Dossier.id)).exists()
    alive = session.exec(
        select(Dossier.id).where(
            col(Dossier.id).in_(dossier_ids), col(Dossier.closed_at).is_(None) | waiting
        )
    ).all()
    return set(dossier_ids) - set(alive)
