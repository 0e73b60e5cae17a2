"""The mail provider refuses a mail for good."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.delivering import locked, tell
from approvals.queries import mail, open_dossiers
from models.enums import EventKind, MessageState


def reject_message(
    session: Session, message_id: UUID, *, attempt: int, problem: str, now: datetime
) -> bool:
    """Never send it again, and say so in the history; False when a later attempt has begun."""
    message, dossier = locked(session, message_id)
    ours = mail.mark(
        session,
        message_id,
        attempt=attempt,
        state=MessageState.REJECTED,
        next_attempt_at=now,
        problem=problem,
    )
    if ours:
        open_dossiers.queue_asked(session, message.person_id)
        session.refresh(message)
        tell(session, message, dossier, EventKind.MESSAGE_FAILED, reason=problem, now=now)
    return ours
