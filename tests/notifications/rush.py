"""Many mails at once through a SendGrid that misbehaves, taken by several deliverers together.

Waits pass at once: the clock is moved to the next mail that falls due.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle
from random import Random
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from approvals.commands.read_reports import read_reports
from approvals.commands.store_reports import Reported, store_reports
from approvals.queries import mail
from core.database import transaction
from core.settings import Settings
from models.access import MailedCode
from models.enums import Delivery, Language, MessageState
from models.mail import Message
from notifications import delivery
from notifications.catalogue import SignInCode
from notifications.mailers.breaker import Breaker
from notifications.mailers.port import Mailer
from notifications.mailers.sendgrid import SendGridMailer
from tests.builders import NOW, a_country
from tests.notifications.mailers.stub import KEY, Answer, Stub, a_stub

DELIVERERS = 4
TIMEOUT = 0.5
BREATH = timedelta(seconds=40)  # so that more falls due at one time
_MISDEEDS = (
    (60, Answer(429, headers={"Retry-After": "7"})),
    (60, Answer(500)),
    (30, Answer(503)),
    (30, Answer(how="drop")),  # taken, and the answer lost
    (30, Answer(how="drop", takes=False)),
    (10, Answer(504)),
    (3, Answer(how="hang")),
)


@dataclass
class Rush:
    """The mails, the stub, and how late it is by now."""

    engine: Engine
    settings: Settings
    stub: Stub
    mailer: Mailer
    ids: list[UUID]
    chance: Random
    now: datetime = NOW

    def deliver_all(self) -> None:
        """Until nothing is left to do. Some mails are offered to two deliverers at one time."""
        with ThreadPoolExecutor(DELIVERERS) as deliverers:
            while (next_at := self._next_at()) is not None:
                self.now = max(self.now, next_at + BREATH)
                due = self._due()
                offered = due + due[::4]
                self.chance.shuffle(offered)
                list(deliverers.map(self._deliver, offered))
                self._report()

    def came(self) -> Counter[str]:
        """How often each mail went out, by its id."""
        return Counter(self.stub.taken)

    def messages(self) -> list[Message]:
        with transaction(self.engine) as session:
            return list(session.exec(select(Message).where(col(Message.id).in_(self.ids))).all())

    def repeats(self) -> int:
        """How often, by our own count, a mail was sent again without knowing."""
        with transaction(self.engine) as session:
            return mail.repeats(session)

    def _deliver(self, message_id: UUID) -> None:
        delivery.deliver(
            self.engine, self.settings, message_id, mailer=self.mailer, now=lambda: self.now
        )

    def _due(self) -> list[UUID]:
        with transaction(self.engine) as session:
            return delivery.due_message_ids(session, self.now, len(self.ids))

    def _next_at(self) -> datetime | None:
        unfinished = (MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN)
        with transaction(self.engine) as session:
            return session.exec(
                select(func.min(Message.next_attempt_at)).where(col(Message.state).in_(unfinished))
            ).one()

    def _report(self) -> None:
        """The webhook tells of every second mail that went out and is in doubt."""
        with transaction(self.engine) as session:
            doubted = session.exec(
                select(Message.id).where(Message.state == MessageState.UNKNOWN)
            ).all()
        out = set(self.stub.taken)
        for message_id in [one for one in doubted if str(one) in out][::2]:
            with transaction(self.engine) as session:
                store_reports(session, [_processed(message_id, self.now)], now=self.now)
                read_reports(session, message_id, now=self.now)


_numbers = count()


def _processed(message_id: UUID, at: datetime) -> Reported:
    return Reported(
        event_id=f"rush-{next(_numbers)}",
        message_id=message_id,
        provider_id="stub-1",
        kind=Delivery.PROCESSED,
        at=at,
        reason="",
    )


@contextmanager
def a_rush(engine: Engine, settings: Settings, *, mails: int, seed: int) -> Iterator[Rush]:
    """So many mails in the queue, and for each thousand about two hundred misdeeds to come."""
    chance = Random(seed)  # noqa: S311 -- to be repeated
    with transaction(engine) as session:
        ids = _queue(session, mails)
    with a_stub() as stub:
        misdeeds = [answer for often, answer in _MISDEEDS for _ in range(often * mails // 1000)]
        stub.answers += misdeeds + [stub.answer] * (mails - len(misdeeds))
        chance.shuffle(stub.answers)
        sendgrid = SendGridMailer(
            api_key=KEY,
            host=stub.url,
            sender=settings.mail_from,
            sender_name=settings.mail_from_name,
            timeout=TIMEOUT,
        )
        mailer = Breaker(engine, way="sendgrid", first=sendgrid)
        yield Rush(engine, settings, stub, mailer, ids, chance)


def _queue(session: Session, mails: int) -> list[UUID]:
    """As many codes to sign in, which are quick to make: this is about what happens to them."""
    country = a_country(session)
    people = list(country.people.values())
    codes = [
        MailedCode(person_id=person.id, created_at=NOW, expires_at=NOW + timedelta(days=1))
        for person, _ in zip(cycle(people), range(mails), strict=False)
    ]
    session.add_all(codes)
    session.flush()
    addresses = {person.id: person.email for person in people}
    return mail.queue(session, [_message(code, addresses[code.person_id]) for code in codes])


def _message(code: MailedCode, address: str) -> Message:
    notice = SignInCode(code_id=code.id)
    return Message(
        template=notice.template,
        dedupe_key=notice.dedupe_key,
        person_id=code.person_id,
        address=address,
        language=Language.VI,
        context=notice.context,
        next_attempt_at=NOW,
        created_at=NOW,
    )
