"""What the mail provider reported of our messages."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.dossiers import Dossier
from models.enums import Delivery
from models.gates import Assignment, Gate
from models.mail import DeliveryEvent, Message


def ids_of(session: Session, *, provider_ids: Collection[str]) -> dict[str, UUID]:
    """Our messages by the provider's name for the attempt that was accepted."""
    found = session.exec(
        select(col(Message.provider_id), Message.id).where(
            col(Message.provider_id).in_(provider_ids)
        )
    ).all()
    return {provider_id: message_id for provider_id, message_id in found if provider_id}


def known_ids(session: Session, message_ids: Collection[UUID]) -> set[UUID]:
    """Which of these are messages of ours: an account may serve other systems too."""
    return set(session.exec(select(Message.id).where(col(Message.id).in_(message_ids))).all())


def keep(session: Session, events: Sequence[DeliveryEvent]) -> int:
    """Store what is not there yet; how many that were."""
    if not events:
        return 0
    rows = [event.model_dump() for event in events]
    kept = insert(DeliveryEvent).values(rows).on_conflict_do_nothing()
    return len(session.execute(kept.returning(col(DeliveryEvent.id))).all())


def unread_message_ids(session: Session, *, limit: int) -> list[UUID]:
    """Messages of which something was reported that they do not know, the oldest report first."""
    return list(
        session.exec(
            select(DeliveryEvent.message_id)
            .where(col(DeliveryEvent.read_at).is_(None))
            .group_by(col(DeliveryEvent.message_id))
            .order_by(func.min(col(DeliveryEvent.received_at)), col(DeliveryEvent.message_id))
            .limit(limit)
        ).all()
    )


def message_for_update(session: Session, message_id: UUID) -> Message:
    """A message, locked until the transaction ends. Its dossier is locked before it."""
    return session.exec(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def dossier_id_of(session: Session, message_id: UUID) -> UUID | None:
    """The dossier a message is about, if any."""
    return session.exec(select(Message.dossier_id).where(Message.id == message_id)).one()


def matter_for_update(
    session: Session, message_id: UUID
) -> tuple[Dossier, Message, Gate | None] | None:
    """The dossier a message is about, locked, with the message itself and the gate of its task.

    None for a message about no dossier. The message is not locked.
    """
    return session.exec(
        select(Dossier, Message, Gate)
        .join(Message, col(Message.dossier_id) == col(Dossier.id))
        .join(Assignment, col(Assignment.id) == col(Message.assignment_id), isouter=True)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id), isouter=True)
        .where(Message.id == message_id)
        .with_for_update(key_share=True, of=Dossier)
        .execution_options(populate_existing=True)
    ).first()


def reports_of(session: Session, message_id: UUID) -> list[DeliveryEvent]:
    """Everything reported of a message, in the order it came."""
    return list(
        session.exec(
            select(DeliveryEvent)
            .where(DeliveryEvent.message_id == message_id)
            .order_by(col(DeliveryEvent.id))
        ).all()
    )


def arrived_before(session: Session, message: Message) -> bool:
    """Whether another mail about the same task is known to have arrived."""
    arrived = select(Message.id).where(
        Message.assignment_id == message.assignment_id,
        Message.id != message.id,
        Message.delivery == Delivery.DELIVERED,
    )
    return session.exec(arrived).first() is not None


def read(session: Session, event_ids: Sequence[UUID], *, now: datetime) -> None:
    """Mark reports as known to their message."""
    session.execute(
        update(DeliveryEvent)
        .where(col(DeliveryEvent.id).in_(event_ids), col(DeliveryEvent.read_at).is_(None))
        .values(read_at=now)
    )
