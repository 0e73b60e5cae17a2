"""How a mail's fate enters its dossier's history. Shared by every command that learns of one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.recording import record
from approvals.queries import delivery, dossiers, gates
from models.dossiers import Dossier
from models.enums import EventKind, MessageState
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
    outcome = message.delivery or message.state
    record(
        session,
        dossier,
        kind,
        actor_id=None,
        now=now,
        facts=_facts(
            message, _gate_of(session, message), outcome.value, at=message.delivery_at or now
        ),
        texts={"reason": reason},
    )


def tell_accepted(  # noqa: PLR0913 -- who took which mail, and when
    session: Session,
    message: Message,
    dossier: Dossier,
    *,
    gate: str | None,
    provider_id: str,
    at: datetime,
    now: datetime,
) -> None:
    """Say in the history that the mail provider took a mail, `at` that moment."""
    facts = _facts(message, gate, MessageState.ACCEPTED.value, at=at)
    record(
        session,
        dossier,
        EventKind.MESSAGE_ACCEPTED,
        actor_id=None,
        now=now,
        facts={**facts, "provider_id": provider_id},
    )


def tell_settled(
    session: Session, message: Message, dossier: Dossier | None, *, now: datetime
) -> None:
    """The same of a mail whose attempt got no answer: a report says that it was taken."""
    if dossier is not None and message.accepted_at is not None:
        tell_accepted(
            session,
            message,
            dossier,
            gate=_gate_of(session, message),
            provider_id=message.provider_id or "",
            at=message.accepted_at,
            now=now,
        )


def _gate_of(session: Session, message: Message) -> str | None:
    """The name of the gate of a message's task."""
    if message.assignment_id is None:
        return None
    return gates.keys_of(session, [message.assignment_id]).get(message.assignment_id)


def _facts(
    message: Message, gate: str | None, outcome: str, *, at: datetime
) -> dict[str, str | None]:
    return {
        "message": str(message.id),
        "notice": message.template,
        "person": str(message.person_id),
        "gate": gate,
        "assignment": str(message.assignment_id) if message.assignment_id else None,
        "outcome": outcome,
        "outcome_at": at.isoformat(),
    }
