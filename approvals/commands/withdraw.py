"""The unit takes a dossier back, wherever it is; nothing of its history goes away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.resubmit import own_dossier
from approvals.commands.settling import end_duties, finish, move
from approvals.commands.submit import FILING
from approvals.domain.transitions import Action, next_state
from approvals.queries import gates
from models.dossiers import Dossier
from models.enums import GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    dossier_id: UUID
    person_id: UUID
    reason: str = ""


def withdraw(session: Session, command: Withdraw, *, now: datetime) -> Dossier:
    """End a dossier at the unit's own wish. Raises `ActionNotAllowed` when it has ended."""
    dossier = own_dossier(session, command.dossier_id, command.person_id, FILING, now=now)
    next_state(dossier.state, Action.WITHDRAW)  # refuse before anything is closed
    gate = gates.open_gate(session, dossier.id)
    if gate is not None:
        gate.state, gate.closed_at = GateState.WITHDRAWN, now
        end_duties(session, [gate.id], now=now)
    move(
        session,
        dossier,
        Action.WITHDRAW,
        gate=gate.key if gate else None,
        reason=command.reason.strip(),
        actor_id=command.person_id,
        now=now,
    )
    finish(session, dossier, now=now)
    return dossier
