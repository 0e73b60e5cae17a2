"""How a mail's fate enters its dossier's history. Shared by every command that learns of one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.recording import record
from approvals.queries import delivery, dossiers, gates
from models.dossiers import Dossier
from models.enums import EventKind
from models.mail import Message


def locked(session: Session, message_id: UUID) -> tuple[Message, Dossier | None]:
    """A message and the dossier it is about, both ours until the transaction ends."""
    dossier_id = delivery.dossier_id_of(session, message_id)
    dossier = dossiers.for_update(session, dossier_id) if dossier_id else None
    return delivery.message_for_update(session, message_id), dossier


def tell(  # noqa: PLR0913 -- what became of which mail, and why
    session: Session,
    message: Message,
    dossier: Dossier | None,
    kind: EventKind,
    *,
    reason: str = "",
    now: datetime,
) -> None:
    """Say in the history that a mail arrived, or failed; one about no dossier has no history."""
    if dossier is None:
        return
    assignment = gates.assignment(session, message.assignment_id) if message.assignment_id else None
    gate = gates.gate(session, assignment.gate_id) if assignment else None
    outcome = message.delivery or message.state
    record(
        session,
        dossier,
        kind,
        actor_id=None,
        now=now,
        facts={
            "message": str(message.id),
            "notice": message.template,
            "person": str(message.person_id),
            "gate": gate.key if gate else None,
            "assignment": str(assignment.id) if assignment else None,
            "outcome": outcome.value,
            "outcome_at": (message.delivery_at or now).isoformat(),
        },
        texts={"reason": reason},
    )
