"""A consultation that has not begun is withdrawn: its dossiers stand in none again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.open_consultation import may_consult
from approvals.commands.settling import finish
from approvals.domain.refusals.consulting import (
    CommentReasonNeeded,
    ConsultationBegun,
    ConsultationNotFound,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.history.recording import record
from approvals.queries import consultations, dossiers, visibility
from core.clock import local_date
from models.consultations import Consultation
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsultation:
    consultation_id: UUID
    reason: str
    withdrawn_by_id: UUID


def withdraw_consultation(
    session: Session, command: WithdrawConsultation, *, now: datetime
) -> Consultation:
    """Withdrawing again changes nothing. Once it has begun, it runs to its last day.

    Raises `ConsultationNotFound`, `NotAllowedHere`, `ConsultationBegun`, `CommentReasonNeeded`.
    """
    # Dossiers first, as everywhere: whoever lists or comments holds them, then the consultation.
    locked = dossiers.all_for_update(
        session, consultations.dossiers_of(session, command.consultation_id)
    )
    one = consultations.for_update(session, command.consultation_id)
    viewer = visibility.viewer_of(session, command.withdrawn_by_id, on=local_date(now))
    if one is None:
        raise ConsultationNotFound
    if viewer is None or not may_consult(viewer, one.body_id):
        raise NotAllowedHere
    if one.withdrawn_at is not None:
        return one
    if one.opens_on <= local_date(now):
        raise ConsultationBegun(opens_on=one.opens_on)
    if not command.reason.strip():
        raise CommentReasonNeeded
    one.withdrawn_at, one.withdrawn_by_id = now, command.withdrawn_by_id
    for dossier in locked:
        dossier.consultation_id = dossier.consulted_until = None
        record(
            session,
            dossier,
            EventKind.CONSULTATION_WITHDRAWN,
            actor_id=command.withdrawn_by_id,
            now=now,
            facts={"consultation": str(one.id), "number": one.number},
            texts={"reason": command.reason.strip()},
        )
        finish(session, dossier, now=now)
    return one
