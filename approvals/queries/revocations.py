"""Proposals to take awards back, and what became of them."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from models.bodies import Body
from models.conduct import RevocationState
from models.dossiers import Dossier, Nominee
from models.holds import Revocation


def revocation(session: Session, revocation_id: UUID) -> Revocation | None:
    return session.get(Revocation, revocation_id)


def of_dossier(session: Session, dossier_id: UUID) -> list[Revocation]:
    """All of a dossier's, in the order they were proposed."""
    proposed = select(Revocation).where(Revocation.dossier_id == dossier_id)
    return list(
        session.exec(proposed.order_by(col(Revocation.proposed_at), col(Revocation.id))).all()
    )


def newest(session: Session, dossier_id: UUID) -> Revocation | None:
    """The one that counts: what was refused before it is history."""
    found = of_dossier(session, dossier_id)
    return found[-1] if found else None


def awaited_at(
    session: Session, body_ids: Collection[UUID]
) -> list[tuple[Revocation, Dossier, Nominee, Body]]:
    """Proposals that the heads of these bodies are to decide on, the most urgent first."""
    if not body_ids:
        return []
    return list(
        session.exec(
            select(Revocation, Dossier, Nominee, Body)
            .join(Dossier, col(Dossier.id) == col(Revocation.dossier_id))
            .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
            .join(Body, col(Body.id) == col(Revocation.body_id))
            .where(
                Revocation.state == RevocationState.PROPOSED,
                col(Revocation.body_id).in_(body_ids),
            )
            .order_by(col(Revocation.due_on).nulls_last(), col(Revocation.id))
            .limit(100)
        ).all()
    )
