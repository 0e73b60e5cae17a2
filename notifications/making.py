"""What making a mail needs, and what every kind of mail takes from it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from approvals.domain.deadlines import working_days_between
from approvals.queries.visibility import Viewer, viewer_of
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from models.bodies import Person
from models.dossiers import Dossier
from models.mail import Message
from notifications.contents import Contact
from notifications.facts import contact_for


class NoLongerNeeded(Exception):
    """Events have overtaken what the message would say: it is not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What composing needs besides the message's ids."""

    session: Session
    message: Message
    reader: Person
    key: bytes
    base_url: str
    login_waived: bool
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def viewer(self) -> Viewer:
        """The reader, with what they may answer today. Raises `NoLongerNeeded`."""
        found = viewer_of(self.session, self.reader.id, on=self.today)
        if found is None:
            raise NoLongerNeeded("the reader has left")
        return found


def contact_of(making: Making) -> Contact | None:
    """Whom to ask, unless that is the reader."""
    contact = contact_for(making.session, on=making.today)
    return None if contact and contact.address == making.reader.email else contact


def dossier_url(making: Making, dossier: Dossier) -> str:
    """Where whoever may see a dossier reads all of it."""
    return f"{making.base_url}/dossiers/{dossier.code}"


def working_days(start: date, end: date) -> int:
    """Working days after `start` up to `end`; negative when that was earlier."""
    return working_days_between(start, end, vietnamese_calendar())
