"""Anybody comments on somebody who is proposed, while a consultation runs."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.consulting import (
    CommentEmpty,
    ConsultationNotFound,
    ConsultationNotOpen,
)
from approvals.history.recording import record
from approvals.queries import consultations, dossiers
from core.clock import local_date
from core.vietnamese import clean
from models.consultations import PublicComment
from models.enums import DossierState, EventKind

# Without letters and digits that look alike: receipts are read out on the telephone.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveComment:
    """Name and contact may be left empty."""

    consultation_id: UUID
    dossier_id: UUID
    text: str
    name: str = ""
    contact: str = ""


def receive_comment(session: Session, command: ReceiveComment, *, now: datetime) -> PublicComment:
    """Keep what was written beside the dossier's history. The dossier's version stays as it is.

    Raises `ConsultationNotFound`, also for a dossier that it does not list; `ConsultationNotOpen`,
    `CommentEmpty`.
    """
    if not command.text.strip():
        raise CommentEmpty
    dossier = dossiers.for_update(session, command.dossier_id)
    one = consultations.by_id(session, command.consultation_id)
    if one is None or dossier is None or dossier.consultation_id != one.id:
        raise ConsultationNotFound
    if dossier.state in {DossierState.WITHDRAWN, DossierState.SETTLED_HERE}:
        raise ConsultationNotFound
    if not one.opens_on <= local_date(now) <= one.closes_on:
        raise ConsultationNotOpen(opens_on=one.opens_on, closes_on=one.closes_on)
    comment = PublicComment(
        consultation_id=one.id,
        dossier_id=dossier.id,
        receipt="YK-" + "".join(secrets.choice(_SIGNS) for _ in range(8)),
        seq=dossier.last_seq + 1,
        received_at=now,
    )
    session.add(comment)
    record(
        session,
        dossier,
        EventKind.COMMENT_RECEIVED,
        actor_id=None,
        now=now,
        facts={
            "consultation": str(one.id),
            "body": str(one.body_id),
            "comment": str(comment.id),
            "receipt": comment.receipt,
        },
        texts={
            "comment": command.text.strip(),
            "commenter": clean(command.name),
            "contact": clean(command.contact),
        },
    )
    return comment
