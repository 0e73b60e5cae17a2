"""Dossiers that were settled at a body's own authority, and those that came of them."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models.dossiers import Dossier


@dataclass(frozen=True, slots=True)
class Kin:
    """What a dossier came from, and what came of it."""

    settled_from: Dossier | None = None
    settled_as: Dossier | None = None


def successor(session: Session, dossier_id: UUID) -> Dossier | None:
    """The dossier for a body's own award that took the place of one."""
    return session.exec(select(Dossier).where(Dossier.settled_from_id == dossier_id)).first()


def kin_of(session: Session, dossier: Dossier) -> Kin:
    before = session.get(Dossier, dossier.settled_from_id) if dossier.settled_from_id else None
    return Kin(before, successor(session, dossier.id) if dossier.closed_at else None)
