"""Which way mail leaves: it never goes silently nowhere."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.mail_settings import SmtpSecurity
from core.settings import Mode, Settings
from models.mail import LocalMail
from notifications.mailers import NoWayOut, mailer_for
from notifications.mailers.local import LocalMailer
from tests.notifications.mailers.smtp_stub import an_smtp_stub
from tests.notifications.mailers.stub import KEY, Answer, a_stub
from tests.notifications.mailers.test_sendgrid import ENVELOPE


def test_development_without_a_key_keeps_mail_here(engine: Engine, tmp_path: Path) -> None:
    mailer = mailer_for(Settings(home=tmp_path), engine)

    assert isinstance(mailer, LocalMailer)
    kept_as = mailer.send(ENVELOPE)
    with Session(engine) as session:
        (kept,) = session.exec(select(LocalMail)).all()
    assert str(kept.id) == kept_as
    assert (kept.message_id, kept.to, kept.subject, kept.text, kept.html, kept.sent_at) == (
        ENVELOPE.message_id,
        ENVELOPE.to_address,
        ENVELOPE.subject,
        ENVELOPE.text,
        ENVELOPE.html,
        ENVELOPE.made_at,
    )


def test_a_key_and_a_host_send_it_there(engine: Engine, tmp_path: Path) -> None:
    with a_stub() as stub:
        settings = Settings(
            home=tmp_path,
            sendgrid_api_key=SecretStr(KEY),
            sendgrid_host=stub.url,
            mail_from="bangvang@tdkt.example",
        )
        mailer = mailer_for(settings, engine)
        assert mailer.send(ENVELOPE) == "stub-1"
        assert stub.requests[0]["from"] == {"email": "bangvang@tdkt.example", "name": "Bảng Vàng"}


def test_a_mail_server_takes_over_where_one_is_named(engine: Engine, tmp_path: Path) -> None:
    with a_stub() as stub, an_smtp_stub() as smtp:
        stub.answer = Answer(503)
        settings = Settings(
            home=tmp_path,
            sendgrid_api_key=SecretStr(KEY),
            sendgrid_host=stub.url,
            smtp_host="127.0.0.1",
            smtp_port=smtp.port,
            smtp_security=SmtpSecurity.NONE,
            smtp_after_minutes=0,
        )
        assert "@" in mailer_for(settings, engine).send(ENVELOPE)
    assert len(smtp.mails) == 1


def test_production_without_a_key_has_no_way_out(engine: Engine, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path).model_copy(update={"mode": Mode.PRODUCTION})
    with pytest.raises(NoWayOut, match="BANGVANG_SENDGRID_API_KEY"):
        mailer_for(settings, engine)
