"""When people want mail, what they do without, and how much already comes to them."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, Date, Text, cast, delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from approvals.domain.mail_habits import Habits
from core.clock import ZONE
from models.enums import MailTopic, MessageState
from models.mail import Message
from models.preferences import LeftOutMail, MailHabit


def habits_of(session: Session, person_ids: Collection[UUID]) -> dict[UUID, Habits]:
    """What people have chosen; who has chosen nothing is not among them."""
    chosen = select(MailHabit).where(col(MailHabit.person_id).in_(person_ids))
    return {
        row.person_id: Habits(
            rhythm=row.rhythm,
            quiet_from=row.quiet_from,
            quiet_until=row.quiet_until,
            on_days_off=row.on_days_off,
        )
        for row in session.exec(chosen).all()
    }


def keep_habits(session: Session, person_id: UUID, **chosen: object) -> None:
    """What somebody chose, in place of what they chose before."""
    session.execute(
        insert(MailHabit)
        .values(person_id=person_id, **chosen)
        .on_conflict_do_update(index_elements=["person_id"], set_=chosen)
    )


def left_out(session: Session, person_ids: Collection[UUID]) -> set[tuple[UUID, MailTopic]]:
    """Who does without which kind of mail."""
    return set(
        session.exec(
            select(col(LeftOutMail.person_id), col(LeftOutMail.topic)).where(
                col(LeftOutMail.person_id).in_(person_ids)
            )
        ).all()
    )


def leave_out(session: Session, person_id: UUID, topic: MailTopic) -> None:
    session.execute(
        insert(LeftOutMail).values(person_id=person_id, topic=topic).on_conflict_do_nothing()
    )


def take_up(session: Session, person_id: UUID, topic: MailTopic) -> None:
    """Have a kind of mail again."""
    session.execute(
        delete(LeftOutMail).where(
            col(LeftOutMail.person_id) == person_id, col(LeftOutMail.topic) == topic
        )
    )


def take_turns(session: Session, person_ids: Collection[UUID]) -> None:
    """Have whoever counts these people's mail of the day come one after the other.

    Advisory locks, in one order for all: their rows may be held by whoever corrects an address,
    and waits for a dossier that we hold.
    """
    names = sorted(f"mail of {person_id}" for person_id in person_ids)
    name = func.unnest(cast(names, ARRAY(Text))).column_valued("name")
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def leaving(
    session: Session,
    person_ids: Collection[UUID],
    *,
    templates: Collection[str],
    since: datetime,
) -> dict[tuple[UUID, date], int]:
    """How many of these mails leave by themselves, or have left, to whom on which day."""
    day = cast(func.timezone(str(ZONE), col(Message.next_attempt_at)), Date)
    rows = session.execute(
        select(col(Message.person_id), day, func.count())
        .where(
            col(Message.person_id).in_(person_ids),
            col(Message.template).in_(templates),
            col(Message.next_attempt_at) >= since,
            col(Message.state).not_in([MessageState.GATHERED, MessageState.OVERTAKEN]),
        )
        .group_by(col(Message.person_id), day)
    ).all()
    return {(person_id, on): many for person_id, on, many in rows}
