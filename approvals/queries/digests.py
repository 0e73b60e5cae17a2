"""What is gathered for people's digests."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from models.enums import MessageState
from models.mail import Message


def due_person_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """People for whose digest it is time."""
    return list(
        session.exec(
            select(Message.person_id)
            .where(_to_be_told(now))
            .distinct()
            .order_by(col(Message.person_id))
            .limit(limit)
        ).all()
    )


def gather(session: Session, person_id: UUID, *, into: UUID, now: datetime) -> None:
    """What it is time to tell somebody is told in this digest."""
    session.execute(
        update(Message)
        .where(col(Message.person_id) == person_id, _to_be_told(now))
        .values(digest_id=into)
    )


def put_off(session: Session, person_id: UUID, *, until: datetime, now: datetime) -> None:
    """What it is time to tell somebody waits for another digest."""
    session.execute(
        update(Message)
        .where(col(Message.person_id) == person_id, _to_be_told(now))
        .values(next_attempt_at=until)
    )


def gathered_in(session: Session, person_id: UUID, *, dedupe_key: str) -> Sequence[Message]:
    """What a digest tells, in the order in which it was to be told; also when it is sent anew."""
    digest = select(Message.id).where(
        Message.person_id == person_id, Message.dedupe_key == dedupe_key
    )
    return session.exec(
        select(Message)
        .where(col(Message.digest_id).in_(digest), col(Message.voided_at).is_(None))
        .order_by(col(Message.id))
    ).all()


def _to_be_told(now: datetime) -> ColumnElement[bool]:
    return (
        (col(Message.state) == MessageState.GATHERED)
        & col(Message.digest_id).is_(None)
        & (col(Message.next_attempt_at) <= now)
    )
