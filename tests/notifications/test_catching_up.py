"""After a restore: what the lost days may have told waits for somebody, and nothing else does."""

from datetime import timedelta

from sqlmodel import Session, select

from approvals.domain.mail_habits import OFFICE_HOURS
from approvals.queries import in_doubt
from models.enums import MessageState
from models.mail import Message
from notifications import announcing
from notifications.catching_up import put_in_doubt
from notifications.delivery import due_message_ids
from tests.builders import NOW, a_country, a_dossier, the_gate

LATER = NOW + timedelta(days=400)


def test_what_was_due_since_the_backup_is_queued_and_held(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)  # the engine was asked to look, and had not yet
    gate = the_gate(session, dossier)
    assert gate.remind_at is not None
    after = gate.remind_at + timedelta(hours=12)  # a reminder was due meanwhile; it is night
    held = put_in_doubt(session, now=after, usual=OFFICE_HOURS)
    assert in_doubt.counts(session) == {"gate_opened": held // 2, "reminder": held // 2}
    assert put_in_doubt(session, now=after, usual=OFFICE_HOURS) == held
    assert announcing.announce(session, dossier.id, now=LATER) == []
    assert due_message_ids(session, LATER) == []
    assert in_doubt.send(session, now=after) == held
    assert len(due_message_ids(session, after)) == held


def test_what_was_to_leave_later_still_does(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    queued = announcing.announce(session, dossier.id, now=NOW)
    first, second, *rest = (
        session.exec(select(Message).where(Message.id == one)).one() for one in queued
    )
    first.next_attempt_at = NOW + timedelta(days=2)
    second.state, second.next_attempt_at = MessageState.CLAIMED, NOW + timedelta(days=1, minutes=1)
    assert in_doubt.hold(session, now=NOW + timedelta(days=1)) == 1 + len(rest)
    session.refresh(first)
    assert first.state is MessageState.QUEUED
    assert in_doubt.drop(session, now=NOW) == 1 + len(rest)
    assert due_message_ids(session, LATER) == [first.id]
