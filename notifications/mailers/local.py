"""Keeps mail on this machine, for development: `/dev/mail` shows it."""

from sqlalchemy import Engine

from core.database import transaction
from models.mail import LocalMail
from notifications.mailers.port import Envelope


class LocalMailer:
    """Writes each mail into the `local_mail` table, links and codes included."""

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
            session.add(mail)
        return str(mail.id)
