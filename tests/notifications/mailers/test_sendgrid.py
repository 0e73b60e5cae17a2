"""SendGrid, against a server on this machine: what is sent, and what each answer means."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from notifications.mailers.port import Envelope, OutcomeUnknown, RetryLater, Undeliverable
from notifications.mailers.sendgrid import SendGridMailer
from tests.notifications.mailers.stub import KEY, Answer, Stub, a_stub

ENVELOPE = Envelope(
    message_id=UUID("0193a4d2-0000-7000-8000-000000000001"),
    template="gate_opened",
    to_address="binh@bangvang.example",
    to_name="Trần Văn Bình, Chủ tịch; Hội đồng",
    subject="Đề nghị cho ý kiến: Cao Thị Quỳnh",
    text="Mã: 482 915\nhttps://bangvang.example/r/secret-token",
    html="<p>Mã: 482 915</p>",
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    reply_to="mai@bangvang.example",
)


@pytest.fixture
def stub() -> Iterator[Stub]:
    with a_stub() as running:
        yield running


def a_mailer(host: str, *, timeout: float = 5.0) -> SendGridMailer:
    return SendGridMailer(
        api_key=KEY,
        host=host,
        sender="bangvang@tdkt.example",
        sender_name="Bảng Vàng",
        timeout=timeout,
    )


def test_an_accepted_mail_returns_the_providers_id(stub: Stub) -> None:
    assert a_mailer(stub.url).send(ENVELOPE) == "stub-1"
    assert stub.problems == []


def test_what_is_sent(stub: Stub) -> None:
    a_mailer(stub.url + "/").send(ENVELOPE)  # a slash too many does no harm

    (sent,) = stub.requests
    assert sent == {
        "personalizations": [
            {
                "to": [{"email": ENVELOPE.to_address, "name": ENVELOPE.to_name}],
                "custom_args": {"message_id": str(ENVELOPE.message_id)},
            }
        ],
        "from": {"email": "bangvang@tdkt.example", "name": "Bảng Vàng"},
        "reply_to": {"email": "mai@bangvang.example"},
        "subject": ENVELOPE.subject,
        "content": [
            {"type": "text/plain", "value": ENVELOPE.text},
            {"type": "text/html", "value": ENVELOPE.html},
        ],
        "categories": ["gate_opened"],
        "headers": {"Auto-Submitted": "auto-generated"},
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": {"enable": False},
            "subscription_tracking": {"enable": False},
            "ganalytics": {"enable": False},
        },
    }


def test_a_mail_nobody_answers_to_has_no_reply_address(stub: Stub) -> None:
    a_mailer(stub.url).send(replace(ENVELOPE, reply_to=None))
    assert "reply_to" not in stub.requests[0]


ATTACKS = ["Bình\r\nBcc: all@example.com", "Bình\x00\x1b", "Bình\u2028Bcc: x", "Bình\u202e"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_becomes_a_header_has_no_control_characters(stub: Stub, attack: str) -> None:
    a_mailer(stub.url).send(
        replace(ENVELOPE, to_name=attack, subject=attack, reply_to=f"a@b.example{attack[4:5]}")
    )
    (sent,) = stub.requests
    (to,) = sent["personalizations"][0]["to"]
    for header in (to["name"], sent["subject"], sent["reply_to"]["email"]):
        assert header.isprintable()


@pytest.mark.parametrize("status", [400, 405, 406, 413, 415, 422])
def test_a_mail_it_refuses_is_never_sent_again(stub: Stub, status: int) -> None:
    stub.answer = Answer(status, b'{"errors":[{"message":"does not contain a valid address"}]}')
    with pytest.raises(Undeliverable, match=f"^{status} .*valid address"):
        a_mailer(stub.url).send(ENVELOPE)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
def test_trouble_that_is_not_the_mails_is_tried_again(stub: Stub, status: int) -> None:
    stub.answer = Answer(status)
    with pytest.raises(RetryLater, match=f"^{status}") as raised:
        a_mailer(stub.url).send(ENVELOPE)
    assert raised.value.after is None


@pytest.mark.parametrize(("asked", "wait"), [("37", timedelta(seconds=37)), ("soon", None)])
def test_it_is_left_alone_as_long_as_it_asks(
    stub: Stub, asked: str, wait: timedelta | None
) -> None:
    stub.answer = Answer(429, headers={"Retry-After": asked})
    with pytest.raises(RetryLater) as raised:
        a_mailer(stub.url).send(ENVELOPE)
    assert raised.value.after == wait


@pytest.mark.parametrize("status", [200, 204])
def test_an_answer_that_is_not_202_is_not_a_yes(stub: Stub, status: int) -> None:
    stub.answer = Answer(status)
    with pytest.raises(RetryLater):
        a_mailer(stub.url).send(ENVELOPE)


@pytest.mark.parametrize("how", ["drop", "hang"])
def test_no_answer_leaves_the_outcome_unknown(stub: Stub, how: str) -> None:
    stub.answer = Answer(how=how)
    with pytest.raises(OutcomeUnknown, match="no answer"):
        a_mailer(stub.url, timeout=0.3).send(ENVELOPE)
    assert len(stub.requests) == 1


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_does_not_know_either(stub: Stub, status: int) -> None:
    stub.answer = Answer(status)
    with pytest.raises(OutcomeUnknown):
        a_mailer(stub.url).send(ENVELOPE)


def test_a_server_that_is_not_there_has_not_taken_the_mail() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(RetryLater, match="not reached"):
            a_mailer(address).send(ENVELOPE)


def test_what_it_answers_is_kept_on_one_short_line(stub: Stub) -> None:
    stub.answer = Answer(400, b"line\r\nline\x1b[31m\xff" + b"x" * 5000)
    with pytest.raises(Undeliverable) as raised:
        a_mailer(stub.url).send(ENVELOPE)
    problem = str(raised.value)
    assert problem.isprintable()
    assert len(problem) <= 300


def test_neither_the_key_nor_a_code_is_logged(stub: Stub, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        a_mailer(stub.url).send(ENVELOPE)
    assert not [secret for secret in (KEY, "482 915", "secret-token") if secret in caplog.text]
