"""Keeps mail on this machine, for development: `/dev/mail` shows it."""

from datetime import timedelta

from sqlalchemy import Engine

from approvals.queries import local_mail
from core.database import transaction
from models.mail import LocalMail
from notifications.mailers.port import Envelope


class LocalMailer:
    """Writes each mail into the `local_mail` table, links and codes included.

    A mail that was kept already stays as it is, so a mail in doubt needs no grace.
    """

    grace = timedelta(0)

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def send(self, envelope: Envelope) -> str:
        """Keep the mail; the id is that of its row."""
        mail = LocalMail(
            message_id=envelope.message_id,
            to=envelope.to_address,
            subject=envelope.subject,
            text=envelope.text,
            html=envelope.html,
            sent_at=envelope.made_at,
        )
        with transaction(self._engine) as session:
            kept = local_mail.of_message(session, envelope.message_id)
            if kept is None:
                session.add(mail)
        return str((kept or mail).id)
