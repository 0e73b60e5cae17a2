"""Making contents of real dossiers, for the tests of what messages show."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import mail
from models.dossiers import Dossier
from notifications import announcing
from notifications.composing import compose
from notifications.contents import Content
from notifications.making import Making
from tests.builders import NOW, Country, a_dossier, pass_gate

KEY = b"a key for tests"
BASE = "https://bangvang.example"


def composed(
    session: Session, message_id: UUID, *, now: datetime = NOW, login_waived: bool = True
) -> Content:
    message, reader = mail.with_reader(session, message_id)
    return compose(
        Making(
            session=session,
            message=message,
            reader=reader,
            key=KEY,
            base_url=BASE,
            login_waived=login_waived,
            now=now,
        )
    )


def announced(session: Session, dossier: Dossier, *, now: datetime = NOW) -> Content:
    """What the first of the messages that the dossier's place calls for shows."""
    return composed(session, announcing.announce(session, dossier.id, now=now)[0], now=now)


def at_the_minister(session: Session, country: Country) -> Dossier:
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    return dossier
