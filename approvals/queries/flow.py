"""What the engine needs to know of a dossier: where it is, and whether it is still on its way."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from approvals.queries import gates
from models.dossiers import Dossier
from models.enums import DossierState


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier is: `unit:1`, `returned:unit:1`, `awarded`. `open` until it has ended."""

    key: str
    open: bool


def place_of(session: Session, dossier_id: UUID) -> Place | None:
    """Where a dossier is; None when there is no such dossier."""
    dossier = session.get(Dossier, dossier_id)
    if dossier is None:
        return None
    gate = gates.open_gate(session, dossier_id)
    if gate is not None:
        return Place(gate.key, open=True)
    if dossier.state is DossierState.RETURNED:
        return Place(f"returned:{dossier.stage}:{dossier.round}", open=True)
    return Place(dossier.state.value, open=False)
