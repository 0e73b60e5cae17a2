"""The settings of mail: a part of `core.settings.Settings`."""

from enum import StrEnum

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class SmtpSecurity(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MailSettings(BaseSettings):
    """By which way mail leaves, from whom, and when."""

    sendgrid_api_key: SecretStr | None = Field(
        None, description="SendGrid key; without it, development keeps mail in /dev/mail."
    )
    sendgrid_host: str = Field(
        "https://api.sendgrid.com", description="Where SendGrid's API is; a test points elsewhere."
    )
    sendgrid_webhook_key: str = Field(
        "",
        description=(
            "Public key of SendGrid's signed Event Webhook, as its settings show it; empty means "
            "that no reports are taken. Reports come to `/api/sendgrid/events`."
        ),
    )
    sendgrid_webhook_key_2: str = Field(
        "", description="A second key that is accepted too, while one replaces the other."
    )
    smtp_host: str = Field(
        "",
        description=(
            "Mail server that takes over while SendGrid does not work; empty means that mail waits."
        ),
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of that mail server.")
    smtp_security: SmtpSecurity = Field(
        SmtpSecurity.STARTTLS,
        description="How it is spoken to: `starttls`, `tls` (usually port 465), or `none`.",
    )
    smtp_user: str = Field(
        "", description="Name to sign in with there; empty means none is needed."
    )
    smtp_password: SecretStr | None = Field(None, description="Password to sign in with there.")
    smtp_after_minutes: int = Field(
        5, ge=0, description="For how long SendGrid must have failed before mail goes that way."
    )
    mail_from: str = Field("bangvang@localhost.localdomain", description="Sender's address.")
    mail_from_name: str = Field("Bảng Vàng", description="Sender's name.")
    gather_mail: bool = Field(
        default=False,
        description=(
            "Development only: for people who have not chosen otherwise, let mail wait for the "
            "morning and gather it into digests, as production does. Otherwise it comes at once."
        ),
    )
