"""Those above learn of a gate: it is overdue beyond patience, or the secretariat asks for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.urge import to_urge
from approvals.domain.holding import ensure_not_held
from approvals.domain.refusals.urging import EscalatedToday, NobodyToRemind
from approvals.history.recording import record
from approvals.queries import due_gates, gates
from core.clock import local_date
from models.dossiers import Dossier
from models.enums import EventKind
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateNow:
    dossier_id: UUID
    by_person_id: UUID


def escalate(session: Session, gate_id: UUID, *, now: datetime) -> bool:
    """Mark a gate escalated, once; False when it closed, was not due, or was escalated before."""
    locked = gates.locked_gate(session, gate_id)
    if locked is None or not due_gates.take_escalation(session, gate_id, now=now):
        return False
    _record(session, locked.dossier, locked.gate, None, now=now)
    return True


def escalate_now(session: Session, command: EscalateNow, *, now: datetime) -> UUID:
    """Note that somebody asked for it; the gate whose overseers to write to.

    Once a day and gate, be it by hand or by the clock, whose own escalation still comes at its
    time. Raises `NotAllowedHere`, `DossierNotFound`, `NobodyToRemind` (it is at no gate),
    `OnHold`, `EscalatedToday`.
    """
    dossier = to_urge(session, command.dossier_id, command.by_person_id, now=now)
    ensure_not_held(dossier.held_since)
    gate = gates.open_gate(session, dossier.id)
    if gate is None:
        raise NobodyToRemind(dossier=dossier.code)
    if gate.escalated_at and local_date(gate.escalated_at) == local_date(now):
        raise EscalatedToday(dossier=dossier.code, told_at=gate.escalated_at)
    gate.escalated_at = now
    _record(session, dossier, gate, command.by_person_id, now=now)
    return gate.id


def _record(
    session: Session, dossier: Dossier, gate: Gate, by_id: UUID | None, *, now: datetime
) -> None:
    facts = {"gate": gate.key, "due_on": gate.due_on.isoformat() if gate.due_on else None}
    record(session, dossier, EventKind.GATE_ESCALATED, actor_id=by_id, now=now, facts=facts)
