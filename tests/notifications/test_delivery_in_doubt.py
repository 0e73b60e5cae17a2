"""Delivery when nobody knows: lost answers, crashes, races."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from approvals.queries import local_mail, mail
from core.database import transaction
from models.enums import Choice, MessageState
from models.mail import Link
from notifications.delivery import LEASE
from notifications.mailers.local import LocalMailer
from notifications.mailers.port import Envelope, OutcomeUnknown
from tests.builders import NOW, decide_as
from tests.notifications.fakes import GRACE, FailingMailer, MemoryMailer, PowerCut
from tests.notifications.mail_room import MailRoom

ACCEPTED, CLAIMED, QUEUED = MessageState.ACCEPTED, MessageState.CLAIMED, MessageState.QUEUED
REJECTED, UNKNOWN = MessageState.REJECTED, MessageState.UNKNOWN


def test_a_mail_without_an_answer_waits_for_its_grace_then_goes_again(room: MailRoom) -> None:
    silent = FailingMailer(OutcomeUnknown("no answer: TimeoutError"))
    assert room.deliver(silent) is UNKNOWN

    room.now += GRACE - timedelta(seconds=1)
    assert room.deliver(MemoryMailer()) is UNKNOWN
    assert room.message().problem == "no answer: TimeoutError"

    room.now += timedelta(seconds=1)
    assert room.ids[0] in room.due()
    assert room.deliver(MemoryMailer()) is ACCEPTED
    with transaction(room.engine) as session:
        assert mail.repeats(session) == 1
        assert mail.counts(session) == {ACCEPTED: 1, QUEUED: 2}


def test_a_crash_between_sending_and_marking_is_not_blindly_repeated(room: MailRoom) -> None:
    crashing, second = FailingMailer(PowerCut()), MemoryMailer()
    with pytest.raises(PowerCut):
        room.deliver(crashing)
    assert room.message().state is CLAIMED

    assert room.deliver(second) is CLAIMED  # somebody may still be at it
    room.now += LEASE
    assert room.deliver(second) is UNKNOWN  # nobody is: it is shown, and waits
    assert room.message().problem == "claimed, then left"
    room.now += GRACE - timedelta(seconds=1)
    assert room.deliver(second) is UNKNOWN
    assert second.sent == []

    room.now += timedelta(seconds=1)
    assert room.deliver(second) is ACCEPTED
    assert (len(crashing.sent), len(second.sent), room.message().attempts) == (1, 1, 2)


def test_a_deliverer_that_comes_back_late_marks_what_it_knows(room: MailRoom) -> None:
    """It was taken for dead; nobody has begun anew, so its word settles the doubt."""
    with transaction(room.engine) as session:
        attempt = mail.claim(session, room.ids[0], now=NOW, until=NOW + LEASE)
    assert attempt == 1
    room.now += LEASE
    assert room.deliver(MemoryMailer()) is UNKNOWN

    with transaction(room.engine) as session:
        assert mail.mark(session, room.ids[0], attempt=attempt, state=ACCEPTED)
    assert room.message().state is ACCEPTED


def test_a_deliverer_that_was_replaced_marks_nothing(room: MailRoom) -> None:
    class Slow(MemoryMailer):
        """Takes so long that the message is sent by somebody else meanwhile."""

        def send(self, _envelope: Envelope) -> str:
            room.now += LEASE
            room.deliver(MemoryMailer())
            room.now += GRACE
            assert room.deliver(MemoryMailer()) is ACCEPTED
            return "too late"

    assert room.deliver(Slow()) is ACCEPTED
    assert (room.message().provider_id, room.message().attempts) == ("memory-1", 2)


def test_a_late_deliverer_does_not_speak_for_the_attempt_after_it(room: MailRoom) -> None:
    with transaction(room.engine) as session:
        first = mail.claim(session, room.ids[0], now=NOW, until=NOW + LEASE)
        mail.doubt(session, room.ids[0], now=NOW + LEASE, until=NOW + LEASE)
        second = mail.claim(session, room.ids[0], now=NOW + LEASE, until=NOW + LEASE * 2)
    assert (first, second) == (1, 2)

    with transaction(room.engine) as session:
        assert not mail.mark(session, room.ids[0], attempt=1, state=REJECTED)
        assert mail.mark(session, room.ids[0], attempt=2, state=ACCEPTED)
    assert room.message().state is ACCEPTED


def test_of_many_deliverers_one_sends(room: MailRoom) -> None:
    mailer, together = MemoryMailer(), threading.Barrier(8)

    def one() -> MessageState:
        together.wait()
        return room.deliver(mailer)

    with ThreadPoolExecutor(8) as threads:
        states = {future.result() for future in [threads.submit(one) for _ in range(8)]}

    assert len(mailer.sent) == 1
    assert states <= {ACCEPTED, CLAIMED}
    assert room.message().attempts == 1


def test_no_transaction_is_open_while_a_mail_is_sent(room: MailRoom) -> None:
    class Curious(MemoryMailer):
        def send(self, envelope: Envelope) -> str:
            in_use.append(room.engine.pool.checkedout())  # type: ignore[attr-defined]
            return super().send(envelope)

    in_use: list[int] = []
    room.deliver(Curious())
    assert in_use == [0]


def test_the_local_mailbox_keeps_one_mail_a_message_and_needs_no_grace(room: MailRoom) -> None:
    class Dying(LocalMailer):
        def send(self, envelope: Envelope) -> str:
            super().send(envelope)
            raise PowerCut

    with pytest.raises(PowerCut):
        room.deliver(Dying(room.engine))
    room.now += LEASE

    assert room.deliver(LocalMailer(room.engine)) is ACCEPTED
    with transaction(room.engine) as session:
        (kept,) = local_mail.newest(session, limit=10)
    assert str(kept.id) == room.message().provider_id


def test_no_link_is_made_for_a_task_that_ends_at_the_same_moment(room: MailRoom) -> None:
    mailer = MemoryMailer()
    with ThreadPoolExecutor(1) as thread:
        with transaction(room.engine) as session:
            dossier = mail.dossier(session, room.message().dossier_id or UUID(int=0))
            decide_as(session, dossier, Choice.RETURN)
            delivering = thread.submit(room.deliver, mailer)
            wait_until_somebody_waits_for_a_lock(room)
        assert delivering.result() is MessageState.OVERTAKEN
    assert mailer.sent == []
    with transaction(room.engine) as session:
        assert session.exec(select(Link)).all() == []


def wait_until_somebody_waits_for_a_lock(room: MailRoom) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    give_up = time.monotonic() + 4
    while time.monotonic() < give_up:
        with room.engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
    pytest.fail("nobody waits for a lock")
