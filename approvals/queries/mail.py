"""The queue of messages: each put in once, claimed by one deliverer, marked by who claimed it.

A claim is a guarded UPDATE, so that of two deliverers one gets the message. `attempts` is the
claim's number: whoever marks a message names it, and a deliverer that woke up too late marks
nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.bodies import Person, Seat
from models.dossiers import Dossier
from models.enums import Delivery, GateState, MessageState
from models.gates import Gate
from models.mail import Message

_UNFINISHED = (MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN)


def queue(session: Session, messages: Sequence[Message]) -> list[UUID]:
    """Put messages in; the ids of those that were not there already, whoever put them in."""
    if not messages:
        return []
    rows = [message.model_dump() for message in messages]
    inserted = insert(Message).on_conflict_do_nothing().returning(col(Message.id))
    return list(session.execute(inserted, rows).scalars())


def due_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """Messages to take in hand: due, in doubt for long enough, or left by whoever claimed them."""
    return list(
        session.exec(
            select(Message.id)
            .where(col(Message.state).in_(_UNFINISHED), col(Message.next_attempt_at) <= now)
            .order_by(col(Message.next_attempt_at), col(Message.id))
            .limit(limit)
        ).all()
    )


def with_reader(session: Session, message_id: UUID) -> tuple[Message, Person]:
    """A message as it stands, and whom it is for."""
    return session.exec(
        select(Message, Person)
        .join(Person, col(Person.id) == col(Message.person_id))
        .where(Message.id == message_id)
    ).one()


def state_of(session: Session, message_id: UUID) -> MessageState:
    return session.exec(select(col(Message.state)).where(Message.id == message_id)).one()


def claim(session: Session, message_id: UUID, *, now: datetime, until: datetime) -> int | None:
    """Take a due message in hand; the number of this attempt, or None when it is not ours."""
    return session.execute(
        update(Message)
        .where(
            col(Message.id) == message_id,
            col(Message.state).in_([MessageState.QUEUED, MessageState.UNKNOWN]),
            col(Message.next_attempt_at) <= now,
        )
        .values(
            state=MessageState.CLAIMED,
            attempts=Message.attempts + 1,
            repeats=Message.repeats
            + case((col(Message.state) == MessageState.UNKNOWN, 1), else_=0),
            next_attempt_at=until,
        )
        .returning(col(Message.attempts))
    ).scalar_one_or_none()


def doubt(session: Session, message_id: UUID, *, now: datetime, until: datetime) -> bool:
    """Call a claim that ran out unknown: its deliverer may have died after sending."""
    doubted = session.execute(
        update(Message)
        .where(
            col(Message.id) == message_id,
            col(Message.state) == MessageState.CLAIMED,
            col(Message.next_attempt_at) <= now,
        )
        .values(state=MessageState.UNKNOWN, next_attempt_at=until, problem="claimed, then left")
    )
    return bool(doubted.rowcount == 1)  # type: ignore[attr-defined]


def mark(session: Session, message_id: UUID, *, attempt: int, **values: Any) -> bool:  # noqa: ANN401 -- columns
    """Note what became of an attempt; False when a later attempt has begun since.

    A claim that was called unknown meanwhile may still be marked: who sent knows best.
    """
    marked = session.execute(
        update(Message)
        .where(
            col(Message.id) == message_id,
            col(Message.attempts) == attempt,
            col(Message.state).in_([MessageState.CLAIMED, MessageState.UNKNOWN]),
        )
        .values(**values)
    )
    return bool(marked.rowcount == 1)  # type: ignore[attr-defined]


def counts(session: Session) -> dict[MessageState, int]:
    """How many messages are in each state; states without any are left out."""
    return dict(
        session.exec(select(col(Message.state), func.count()).group_by(col(Message.state))).all()
    )


def repeats(session: Session) -> int:
    """How often a mail was sent again without knowing: no more mails than these came twice."""
    return session.exec(select(func.coalesce(func.sum(col(Message.repeats)), 0))).one()


def deliveries(session: Session) -> dict[Delivery, int]:
    """How many messages the provider says it delivered, or could not; reported ones only."""
    found = session.exec(
        select(col(Message.delivery), func.count())
        .where(col(Message.delivery).is_not(None))
        .group_by(col(Message.delivery))
    ).all()
    return {delivery: count for delivery, count in found if delivery is not None}


def dossier(session: Session, dossier_id: UUID) -> Dossier:
    return session.exec(select(Dossier).where(Dossier.id == dossier_id)).one()


def last_gate(session: Session, dossier: Dossier) -> Gate:
    """The gate a dossier is at, or was at when it ended or came back."""
    return session.exec(
        select(Gate).where(
            Gate.dossier_id == dossier.id,
            Gate.stage == dossier.stage,
            Gate.round == dossier.round,
            Gate.state != GateState.UNDONE,
        )
    ).one()


def seat(session: Session, seat_id: UUID) -> Seat:
    return session.exec(select(Seat).where(Seat.id == seat_id)).one()
