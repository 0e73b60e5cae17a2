"""What a page's test needs around it: people, a browser, mail that goes out, the database."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeVar
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import select

from approvals.commands.attach import Attach, attach
from core.clock import now
from core.database import transaction
from core.settings import Settings
from models.base import Table
from models.dossiers import Attachment, Dossier
from models.enums import MessageState
from models.mail import LocalMail, Message
from models.tables import METADATA
from notifications import announcing
from notifications.delivery import deliver
from notifications.mailers import mailer_for
from tests.api.browser import Browser
from tests.builders import Country, a_dossier, pass_gate

Row = TypeVar("Row", bound=Table)


@dataclass(frozen=True)
class Mailed:
    """What a reviewer finds in a mail."""

    url: str
    code: str

    @property
    def token(self) -> str:
        return self.url.rpartition("/")[2]


@dataclass(frozen=True)
class Scene:
    """A country with its people, and one browser that asks for Vietnamese."""

    client: TestClient
    engine: Engine
    settings: Settings
    country: Country

    @property
    def browser(self) -> Browser:
        return Browser(self.client)

    def filed(self, award: str = "bk-bo", number: str = "109/TTr-BTP", **others: object) -> Dossier:
        """A dossier that was just submitted, with a mail to everybody asked in the queue."""
        with transaction(self.engine) as session:
            dossier = a_dossier(session, self.country, award, now=now(), number=number, **others)
        self.announce(dossier.id)
        return dossier

    def at_the_minister(self, number: str = "109/TTr-BTP", **others: str) -> Dossier:
        """The same once the ministry's council has voted: one signature is missing."""
        dossier = self.filed(number=number, **others)
        with transaction(self.engine) as session:
            pass_gate(session, session.get_one(Dossier, dossier.id), now=now())
        self.announce(dossier.id)
        return dossier

    def with_file(self, dossier: Dossier, name: str) -> Attachment:
        """Evidence that Alice adds."""
        added = Attach(
            dossier_id=dossier.id,
            person_id=self.country["alice"].id,
            name=name,
            content=b"%PDF-1.4 " + name.encode(),
        )
        with transaction(self.engine) as session:
            return attach(session, added, folder=self.settings.files_folder, limit_mb=1, now=now())

    def announce(self, dossier_id: UUID) -> None:
        """Queue a mail to each whom the dossier waits for, as the engine would."""
        with transaction(self.engine) as session:
            announcing.announce(session, dossier_id, now=now())

    def deliver(self, name: str) -> None:
        """Send what is in the queue for somebody."""
        with transaction(self.engine) as session:
            ids = session.exec(
                select(Message.id).where(
                    Message.person_id == self.country[name].id,
                    Message.state == MessageState.QUEUED,
                )
            ).all()
        mailer = mailer_for(self.settings, self.engine)
        for message_id in ids:
            deliver(self.engine, self.settings, message_id, mailer=mailer)

    def newest_mail(self, name: str) -> LocalMail:
        """The last mail to somebody; what is still in the queue for them goes out first."""
        self.deliver(name)
        address = self.country[name].email
        with transaction(self.engine) as session:
            mails = session.exec(select(LocalMail).where(LocalMail.to == address)).all()
        return max(mails, key=lambda mail: mail.id)

    def mailed_to(self, name: str) -> Mailed:
        """The link and the code of the newest mail."""
        mail = self.newest_mail(name).text
        url = re.search(r"http\S+/r/\S+", mail)
        assert url, mail
        return Mailed(url[0], code_in(mail))

    def sign_in(self, name: str, to: str = "/inbox") -> Response:
        """Sign in as people do, with the code from the mail; what is shown then."""
        self.deliver(name)  # so that the newest mail is the one with the code
        shown = self.browser.get(f"/sign-in?next={to}")
        shown = self.browser.send(shown, "/sign-in", email=self.country[name].email)
        code = code_in(self.newest_mail(name).text)
        return self.browser.send(shown, "/sign-in/code", code=code)

    def stored(self, row: Row) -> Row:
        """The row as the database has it now."""
        with transaction(self.engine) as session:
            return session.get_one(type(row), row.id)

    def dump(self) -> dict[str, list[str]]:
        """Every row of every table, to see that nothing changed; what limits count aside."""
        with self.engine.connect() as connection:
            rows = connection.exec_driver_sql(_everything()).all()
        found: dict[str, list[str]] = {table: [] for table in _tables()}
        for table, row in rows:
            found[table].append(row)
        return {table: sorted(rows) for table, rows in found.items()}


def _tables() -> list[str]:
    return sorted({*METADATA.tables, "alembic_version"} - {"allowance"})


@cache
def _everything() -> str:
    """All in one statement: one for each table would take longer than what is looked at."""
    return " UNION ALL ".join(
        f"SELECT '{table}', t::text FROM \"{table}\" t"  # noqa: S608 -- names of our own
        for table in _tables()
    )


def code_in(mail: str) -> str:
    code = re.search(r"^\s+(\d{3} ?\d{3})$", mail, re.MULTILINE)
    assert code, mail
    return code[1]
