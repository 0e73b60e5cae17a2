"""Ways a mail leaves: SendGrid, or the local mailbox in development."""

from sqlalchemy import Engine

from core.settings import Settings
from notifications.mailers.local import LocalMailer
from notifications.mailers.port import Mailer
from notifications.mailers.sendgrid import SendGridMailer


class NoWayOut(Exception):
    """Mail has nowhere to go: the settings name no provider, and this is not development."""


def mailer_for(settings: Settings, engine: Engine) -> Mailer:
    """The mailer the settings call for. Mail never goes silently nowhere."""
    if settings.sendgrid_api_key is not None:
        return SendGridMailer(
            api_key=settings.sendgrid_api_key.get_secret_value(),
            host=settings.sendgrid_host,
            sender=settings.mail_from,
            sender_name=settings.mail_from_name,
        )
    if settings.development:
        return LocalMailer(engine)
    raise NoWayOut("BANGVANG_SENDGRID_API_KEY is missing")
