"""Delivery: the states a message passes, and what each failure means for it."""

from datetime import timedelta
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlmodel import select

from approvals.queries import mail
from core.database import transaction
from models.enums import Choice, MessageState
from models.mail import Link, Message
from notifications.delivery import FIRST_WAIT, LONGEST_WAIT, wait_after
from notifications.mailers import mailer_for
from notifications.mailers.port import RetryLater, Undeliverable
from tests.builders import NOW, decide_as
from tests.notifications.fakes import FailingMailer, MemoryMailer
from tests.notifications.mail_room import MailRoom
from tests.notifications.mailers.stub import KEY, Answer, a_stub

ACCEPTED, CLAIMED, QUEUED = MessageState.ACCEPTED, MessageState.CLAIMED, MessageState.QUEUED
REJECTED, UNKNOWN = MessageState.REJECTED, MessageState.UNKNOWN


def test_a_message_is_sent_and_marked(room: MailRoom) -> None:
    mailer = MemoryMailer()

    assert room.deliver(mailer) is ACCEPTED

    (envelope,) = mailer.sent
    message = room.message()
    assert (envelope.message_id, envelope.to_address) == (message.id, message.address)
    assert (message.state, message.attempts, message.provider_id) == (ACCEPTED, 1, "memory-1")
    assert (message.accepted_at, message.problem) == (NOW, None)


def test_a_message_that_was_sent_is_not_sent_again(room: MailRoom) -> None:
    mailer = MemoryMailer()
    assert [room.deliver(mailer) for _ in range(3)] == [ACCEPTED] * 3
    assert len(mailer.sent) == 1


def test_what_is_due_is_found_and_what_is_done_is_not(room: MailRoom) -> None:
    assert room.due() == room.ids
    for message_id in room.ids:
        room.deliver(MemoryMailer(), message_id)
    room.now += timedelta(days=365)
    assert room.due() == []


def test_neither_token_nor_code_is_in_the_database(room: MailRoom) -> None:
    mailer = MemoryMailer()
    room.deliver(mailer)

    token = mailer.sent[0].text.split("/r/")[1].split()[0]
    code = next(line.strip() for line in mailer.sent[0].text.splitlines() if line[:4] == "    ")
    with transaction(room.engine) as session:
        link = session.exec(select(Link)).one()
        stored = f"{room.message().model_dump()} {link.model_dump()}"
    assert (len(token), len(code)) == (43, len("123 456"))
    assert not [secret for secret in (token, code, code.replace(" ", "")) if secret in stored]


def test_a_refused_mail_is_never_sent_again(room: MailRoom) -> None:
    mailer = FailingMailer(Undeliverable("400 no such address"))
    assert room.deliver(mailer) is REJECTED

    room.now += timedelta(days=30)
    assert room.deliver(mailer) is REJECTED
    assert room.ids[0] not in room.due()
    assert (len(mailer.sent), room.message().problem) == (1, "400 no such address")


def test_a_mail_that_could_not_go_now_goes_later(room: MailRoom) -> None:
    busy, free = FailingMailer(RetryLater("429 busy")), MemoryMailer()
    assert room.deliver(busy) is QUEUED
    assert room.message().problem == "429 busy"
    assert FIRST_WAIT / 2 <= room.message().next_attempt_at - NOW <= FIRST_WAIT
    assert room.deliver(free) is QUEUED  # not due yet
    assert free.sent == []

    room.now += FIRST_WAIT
    assert room.deliver(free) is ACCEPTED
    assert (room.message().attempts, room.message().problem) == (2, None)


def test_the_provider_may_ask_for_more_patience(room: MailRoom) -> None:
    room.deliver(FailingMailer(RetryLater("429", after=timedelta(minutes=7))))
    assert room.message().next_attempt_at == NOW + timedelta(minutes=7)


def test_waits_grow_and_spread() -> None:
    for attempt, longest in ((1, FIRST_WAIT), (3, FIRST_WAIT * 4), (60, LONGEST_WAIT)):
        waits = {wait_after(attempt) for _ in range(50)}
        assert longest / 2 <= min(waits) <= max(waits) <= longest
        assert len(waits) > 40


def test_what_is_no_longer_needed_is_not_sent(room: MailRoom) -> None:
    mailer = MemoryMailer()
    with transaction(room.engine) as session:
        dossier = mail.dossier(session, room.message().dossier_id or UUID(int=0))
        decide_as(session, dossier, Choice.RETURN)

    assert [room.deliver(mailer, one) for one in room.ids] == [MessageState.OVERTAKEN] * 3
    assert mailer.sent == []


def test_a_mail_that_cannot_be_made_waits_and_holds_nothing_up(
    room: MailRoom, capsys: pytest.CaptureFixture[str]
) -> None:
    with transaction(room.engine) as session:
        message = session.exec(select(Message).where(Message.id == room.ids[0])).one()
        message.context = {"assignment_id": "Bí mật"}
    mailer = MemoryMailer()

    assert [room.deliver(mailer, one) for one in room.ids] == [QUEUED, ACCEPTED, ACCEPTED]
    assert room.message().problem == "not made: ValueError"
    assert "Bí mật" not in "".join(capsys.readouterr())


def test_through_sendgrid_every_message_ends(room: MailRoom) -> None:
    with a_stub() as stub:
        stub.answers += [
            Answer(401),
            Answer(429, headers={"Retry-After": "60"}),
            Answer(500),
            Answer(how="drop"),
            Answer(202, headers={"X-Message-Id": "stub-1"}),
        ]
        settings = room.settings.model_copy(
            update={"sendgrid_api_key": SecretStr(KEY), "sendgrid_host": stub.url}
        )
        mailer, states = mailer_for(settings, room.engine), []
        for _ in range(5):
            states.append(room.deliver(mailer))
            room.now = max(room.now, room.message().next_attempt_at)
        assert stub.problems == []
    assert states == [QUEUED, QUEUED, QUEUED, UNKNOWN, ACCEPTED]
    assert (room.message().provider_id, room.message().attempts) == ("stub-1", 5)
