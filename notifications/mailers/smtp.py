"""Mail through an ordinary mail server: the way out while SendGrid does not work."""

import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from core.mail_settings import SmtpSecurity
from core.settings import Settings
from core.vietnamese import clean
from notifications.mailers.port import Envelope, OutcomeUnknown, RetryLater, Undeliverable

TIMEOUT_SECONDS = 10.0
LONGEST_PROBLEM = 300
_OK, _WILL_FORWARD = 250, 251
_FOR_GOOD = 500  # answers from here on are final, those before it are not


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where it is, and how it is spoken to."""

    host: str
    port: int
    security: SmtpSecurity
    user: str
    password: str

    @classmethod
    def of(cls, settings: Settings) -> "SmtpServer":
        secret = settings.smtp_password
        return cls(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=settings.smtp_security,
            user=settings.smtp_user,
            password=secret.get_secret_value() if secret else "",
        )


class SmtpMailer:
    """Sends one mail a connection. Nothing reports what becomes of it afterwards.

    A mail that is sent again has the same Message-ID, by which mailboxes know it.
    """

    grace = timedelta(minutes=15)

    def __init__(
        self, server: SmtpServer, *, sender: str, sender_name: str, timeout: float = TIMEOUT_SECONDS
    ) -> None:
        self._server = server
        self._sender = Address(clean(sender_name), addr_spec=clean(sender))
        self._timeout = timeout

    def send(self, envelope: Envelope) -> str:
        """See `Mailer.send`; the id is the Message-ID."""
        mail = self._mail(envelope)
        try:
            connection = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise RetryLater(f"not reached: {type(error).__name__}") from None
        with closing(connection):
            self._address(connection, clean(envelope.to_address))
            _hand_over(connection, mail.as_bytes())
            with suppress(OSError, smtplib.SMTPException):  # it has the mail, whatever it says now
                connection.quit()
        return str(mail["Message-ID"])

    def _connected(self) -> smtplib.SMTP:
        at = self._server
        if at.security is SmtpSecurity.TLS:
            trusted = ssl.create_default_context()
            return smtplib.SMTP_SSL(at.host, at.port, timeout=self._timeout, context=trusted)
        return smtplib.SMTP(at.host, at.port, timeout=self._timeout)

    def _address(self, connection: smtplib.SMTP, to_address: str) -> None:
        """Say who writes to whom. What goes wrong so far is not the mail's fault, but for `to`."""
        at = self._server
        try:
            if at.security is SmtpSecurity.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if at.user:
                connection.login(at.user, at.password)
            connection.ehlo_or_helo_if_needed()
            code, said = connection.mail(self._sender.addr_spec)
            if code != _OK:
                raise RetryLater(_problem(code, said))
            code, said = connection.rcpt(to_address)
        except (OSError, smtplib.SMTPException) as error:
            raise RetryLater(f"not taken: {type(error).__name__}") from None
        _ensure_taken(code, said)

    def _mail(self, envelope: Envelope) -> EmailMessage:
        try:
            to = Address(clean(envelope.to_name), addr_spec=clean(envelope.to_address))
        except (ValueError, MessageError):
            raise Undeliverable("the address is not one") from None
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self._sender
        mail["To"] = to
        mail["Subject"] = clean(envelope.subject)
        mail["Date"] = format_datetime(envelope.made_at)
        mail["Message-ID"] = f"<{envelope.message_id}@{self._sender.domain}>"
        if envelope.reply_to:
            mail["Reply-To"] = Address(addr_spec=clean(envelope.reply_to))
        for name, value in envelope.headers.items():
            mail[name] = value
        mail.set_content(envelope.text)
        mail.add_alternative(envelope.html, subtype="html")
        return mail


def _hand_over(connection: smtplib.SMTP, content: bytes) -> None:
    """Give the mail away. Without an answer nobody knows whether it was taken."""
    try:
        code, said = connection.data(content)
    except smtplib.SMTPDataError as refused:  # before anything was sent
        code, said = refused.smtp_code, _bytes(refused.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        raise OutcomeUnknown(f"no answer: {type(error).__name__}") from None
    _ensure_taken(code, said)


def _ensure_taken(code: int, said: bytes) -> None:
    """Raise what an answer other than yes means for the mail."""
    if code not in {_OK, _WILL_FORWARD}:
        problem = _problem(code, said)
        raise Undeliverable(problem) if code >= _FOR_GOOD else RetryLater(problem)


def _problem(code: int, said: bytes) -> str:
    return f"{code} {clean(said.decode('utf-8', 'replace'))}"[:LONGEST_PROBLEM]


def _bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said
