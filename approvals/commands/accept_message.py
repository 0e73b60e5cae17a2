"""The mail provider takes a mail."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.delivering import tell_accepted
from approvals.queries import delivery, mail
from models.enums import MessageState


def accept_message(
    session: Session, message_id: UUID, *, attempt: int, provider_id: str, now: datetime
) -> bool:
    """Note that it has left, and say so in the history; False when a later attempt has begun.

    Few statements, since many mails about one dossier are taken at one moment and each holds the
    dossier meanwhile.
    """
    matter = delivery.matter_for_update(session, message_id)
    ours = mail.mark(
        session,
        message_id,
        attempt=attempt,
        state=MessageState.ACCEPTED,
        next_attempt_at=now,
        problem=None,
        provider_id=provider_id,
        accepted_at=now,
    )
    if ours and matter is not None:
        dossier, message, gate = matter
        tell_accepted(
            session,
            message,
            dossier,
            gate=gate.key if gate else None,
            provider_id=provider_id,
            at=now,
            now=now,
        )
    return ours
