"""A database with messages to deliver, and a clock that a test moves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import select

from core.database import transaction
from core.settings import Settings
from models.enums import MessageState
from models.mail import Message
from notifications.delivery import deliver, due_message_ids
from notifications.mailers.port import Mailer
from tests.builders import NOW


@dataclass
class MailRoom:
    """A database with one dossier just announced, and a clock that a test moves."""

    engine: Engine
    settings: Settings
    ids: list[UUID]
    now: datetime = NOW

    def deliver(self, mailer: Mailer, message_id: UUID | None = None) -> MessageState:
        return deliver(
            self.engine,
            self.settings,
            message_id or self.ids[0],
            mailer=mailer,
            now=lambda: self.now,
        )

    def message(self) -> Message:
        with transaction(self.engine) as session:
            return session.exec(select(Message).where(Message.id == self.ids[0])).one()

    def due(self) -> list[UUID]:
        with transaction(self.engine) as session:
            return due_message_ids(session, self.now, 100)
