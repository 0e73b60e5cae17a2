"""Somebody says when mail may come to them, and what they do without."""

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

from sqlmodel import Session

from approvals.domain.mail_habits import Habits
from approvals.domain.refusals.addresses import QuietHoursUnclear
from approvals.queries import preferences
from models.enums import MailTopic

_HOURS = range(24)


def prefer(session: Session, person_id: UUID, habits: Habits) -> None:
    """Keep somebody's habits. Raises `QuietHoursUnclear`. What is queued already stays as it is."""
    hours = (habits.quiet_from, habits.quiet_until)
    quiet = [hour for hour in hours if hour is not None]
    if len(set(quiet)) == 1 or not all(hour in _HOURS for hour in quiet):
        raise QuietHoursUnclear
    preferences.keep_habits(session, person_id, **asdict(habits))


def leave_out(session: Session, person_id: UUID, topic: MailTopic) -> None:
    """One kind of mail less."""
    preferences.leave_out(session, person_id, topic)


def take_up(session: Session, person_id: UUID, topic: MailTopic) -> None:
    """Have a kind of mail again."""
    preferences.take_up(session, person_id, topic)


def do_without(session: Session, person_id: UUID, topics: Collection[MailTopic]) -> None:
    """Leave out these kinds of mail, and only these."""
    for topic in MailTopic:
        (leave_out if topic in topics else take_up)(session, person_id, topic)
