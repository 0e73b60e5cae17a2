"""Ways a mail leaves: SendGrid, a mail server when that fails, or development's local mailbox."""

from datetime import timedelta

from pydantic import SecretStr
from sqlalchemy import Engine

from core.settings import Settings
from notifications.mailers.breaker import Breaker
from notifications.mailers.local import LocalMailer
from notifications.mailers.port import Mailer
from notifications.mailers.sendgrid import SendGridMailer
from notifications.mailers.smtp import SmtpMailer, SmtpServer

SENDGRID = "sendgrid"


class NoWayOut(Exception):
    """Mail has nowhere to go: the settings name no provider, and this is not development."""


def mailer_for(settings: Settings, engine: Engine) -> Mailer:
    """The mailer the settings call for. Mail never goes silently nowhere."""
    if settings.sendgrid_api_key is not None:
        return Breaker(
            engine,
            way=SENDGRID,
            first=_sendgrid(settings, settings.sendgrid_api_key),
            second=_smtp(settings) if settings.smtp_host else None,
            patience=timedelta(minutes=settings.smtp_after_minutes),
        )
    if settings.development:
        return LocalMailer(engine)
    raise NoWayOut("BANGVANG_SENDGRID_API_KEY is missing")


def _sendgrid(settings: Settings, key: SecretStr) -> SendGridMailer:
    return SendGridMailer(
        api_key=key.get_secret_value(),
        host=settings.sendgrid_host,
        sender=settings.mail_from,
        sender_name=settings.mail_from_name,
    )


def _smtp(settings: Settings) -> SmtpMailer:
    return SmtpMailer(
        SmtpServer.of(settings), sender=settings.mail_from, sender_name=settings.mail_from_name
    )
