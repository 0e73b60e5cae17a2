"""The mail server that takes over: what is sent, and what each answer means."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.mail_settings import SmtpSecurity
from notifications.mailers.port import OutcomeUnknown, RetryLater, Undeliverable
from notifications.mailers.smtp import SmtpMailer, SmtpServer
from tests.notifications.mailers.smtp_stub import DROP, SmtpStub, an_smtp_stub
from tests.notifications.mailers.test_sendgrid import ATTACKS, ENVELOPE


@pytest.fixture
def stub() -> Iterator[SmtpStub]:
    with an_smtp_stub() as running:
        yield running


def a_mailer(
    port: int, *, security: SmtpSecurity = SmtpSecurity.NONE, user: str = ""
) -> SmtpMailer:
    server = SmtpServer(
        host="127.0.0.1",
        port=port,
        security=security,
        user=user,
        password="mật khẩu",  # noqa: S106 -- of a stub
    )
    return SmtpMailer(server, sender="bangvang@tdkt.example", sender_name="Bảng Vàng", timeout=2)


def test_what_is_sent(stub: SmtpStub) -> None:
    sent_as = a_mailer(stub.port).send(ENVELOPE)

    (mail,) = stub.mails
    assert stub.header("To") == f"{ENVELOPE.to_name} <{ENVELOPE.to_address}>"
    assert str(mail["From"]) == "Bảng Vàng <bangvang@tdkt.example>"
    assert str(mail["Reply-To"]) == ENVELOPE.reply_to
    assert (mail["Subject"], mail["Auto-Submitted"]) == (ENVELOPE.subject, "auto-generated")
    assert mail["Date"].datetime == ENVELOPE.made_at
    assert mail["Message-ID"] == sent_as == f"<{ENVELOPE.message_id}@tdkt.example>"
    parts = [part.get_content().replace("\r\n", "\n").strip() for part in mail.iter_parts()]
    assert parts == [ENVELOPE.text, ENVELOPE.html]


def test_a_mail_that_goes_twice_has_one_message_id(stub: SmtpStub) -> None:
    for _ in range(2):
        a_mailer(stub.port).send(ENVELOPE)
    first, second = stub.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_mail_that_may_be_left_out_says_where(stub: SmtpStub) -> None:
    a_mailer(stub.port).send(
        replace(ENVELOPE, leave_out_url="https://bangvang.example/unsubscribe/x")
    )
    (mail,) = stub.mails
    assert mail["List-Unsubscribe"] == "<https://bangvang.example/unsubscribe/x>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_becomes_a_header_has_no_control_characters(stub: SmtpStub, attack: str) -> None:
    a_mailer(stub.port).send(replace(ENVELOPE, to_name=attack, subject=attack))
    (mail,) = stub.mails
    assert mail["Bcc"] is None
    assert str(mail["Subject"]).isprintable()
    assert mail["To"].addresses[0].display_name.isprintable()


def test_an_address_that_is_none_is_never_tried_again(stub: SmtpStub) -> None:
    with pytest.raises(Undeliverable, match="address"):
        a_mailer(stub.port).send(replace(ENVELOPE, to_address="không phải địa chỉ"))
    assert stub.heard == []


@pytest.mark.parametrize("at", ["RCPT", "DATA", "."])
def test_a_final_no_is_never_tried_again(stub: SmtpStub, at: str) -> None:
    stub.says[at] = "550 5.1.1 no such user"
    with pytest.raises(Undeliverable, match=r"^550 5\.1\.1"):
        a_mailer(stub.port).send(ENVELOPE)


@pytest.mark.parametrize("at", ["RCPT", "DATA", "."])
def test_a_no_for_now_is_tried_again(stub: SmtpStub, at: str) -> None:
    stub.says[at] = "451 4.7.1 greylisted"
    with pytest.raises(RetryLater, match=r"^451"):
        a_mailer(stub.port).send(ENVELOPE)


def test_a_sender_it_does_not_want_is_ours_to_mend(stub: SmtpStub) -> None:
    stub.says["MAIL"] = "553 not allowed from here"
    with pytest.raises(RetryLater, match=r"^553"):
        a_mailer(stub.port).send(ENVELOPE)


@pytest.mark.parametrize("at", ["MAIL", "RCPT"])
def test_a_connection_lost_before_the_mail_has_not_taken_it(stub: SmtpStub, at: str) -> None:
    stub.says[at] = DROP
    with pytest.raises(RetryLater):
        a_mailer(stub.port).send(ENVELOPE)
    assert stub.mails == []


@pytest.mark.parametrize("at", ["DATA", "."])
def test_a_connection_lost_over_the_mail_leaves_the_outcome_unknown(
    stub: SmtpStub, at: str
) -> None:
    stub.says[at] = DROP
    with pytest.raises(OutcomeUnknown):
        a_mailer(stub.port).send(ENVELOPE)


def test_a_farewell_that_fails_changes_nothing(stub: SmtpStub) -> None:
    stub.says["QUIT"] = DROP
    assert a_mailer(stub.port).send(ENVELOPE).startswith("<")


def test_nothing_is_said_in_the_clear_to_a_server_that_should_encrypt(stub: SmtpStub) -> None:
    mailer = a_mailer(stub.port, security=SmtpSecurity.STARTTLS, user="bangvang")
    with pytest.raises(RetryLater, match="SMTPNotSupportedError"):
        mailer.send(ENVELOPE)
    assert {said.partition(" ")[0].upper() for said in stub.heard} <= {"EHLO", "HELO", "QUIT"}


@pytest.mark.parametrize("security", SmtpSecurity)
def test_a_server_that_is_not_there_has_not_taken_the_mail(security: SmtpSecurity) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(RetryLater, match="not reached"):
            a_mailer(free.getsockname()[1], security=security).send(ENVELOPE)
