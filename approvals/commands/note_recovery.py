"""The object and the money of an award that was taken back are returned."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.propose_revocation import dossier_for
from approvals.commands.settling import finish
from approvals.domain import revoking
from approvals.domain.refusals.revoking import RevocationNotFound
from approvals.history.recording import record
from approvals.queries import mail, revocations
from core.clock import local_date
from models.enums import EventKind
from models.holds import Revocation


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRecovery:
    dossier_id: UUID
    recovered_on: date
    person_id: UUID


def note_recovery(session: Session, command: NoteRecovery, *, now: datetime) -> Revocation:
    """Once; noting it again changes nothing. For whoever may propose to take an award back.

    Raises `DossierNotFound`, `NotAllowedHere`, `RevocationNotFound` unless it was revoked,
    `RecoveredBefore`.
    """
    dossier = dossier_for(session, command.dossier_id, command.person_id, now=now)
    proposal = revocations.newest(session, dossier.id)
    if proposal is None or proposal.decision_number is None or proposal.decided_at is None:
        raise RevocationNotFound
    if proposal.recovered_on is not None:
        return proposal
    revoking.ensure_recovered(
        command.recovered_on, local_date(proposal.decided_at), local_date(now)
    )
    proposal.recovered_on = command.recovered_on
    record(
        session,
        dossier,
        EventKind.RECOVERY_NOTED,
        actor_id=command.person_id,
        now=now,
        facts={
            "gate": mail.last_gate(session, dossier).key,
            "revocation": str(proposal.id),
            "recovered_on": proposal.recovered_on.isoformat(),
        },
    )
    finish(session, dossier, now=now)
    return proposal
