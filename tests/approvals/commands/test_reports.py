"""What the provider reports: kept once, read in any order, told in the history."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, permutations
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from approvals.commands.read_reports import read_reports
from approvals.commands.reject_message import reject_message
from approvals.commands.store_reports import Reported, store_reports
from approvals.history.chain import first_break
from approvals.queries import delivery, events, mail
from approvals.queries.events import Entry
from models.dossiers import Dossier
from models.enums import Delivery, EventKind, MessageState
from models.mail import Message
from notifications import announcing
from tests.builders import NOW, a_country, a_dossier

ACCEPTED, UNKNOWN = MessageState.ACCEPTED, MessageState.UNKNOWN
LATER = NOW + timedelta(minutes=1)
_numbers = count()


@dataclass
class Mailed:
    """A dossier whose reviewers were written to, and the first of these messages."""

    session: Session
    dossier: Dossier
    ids: list[UUID] = field(default_factory=list)

    @property
    def message(self) -> Message:
        return self.session.exec(select(Message).where(Message.id == self.ids[0])).one()

    def sent(self, state: MessageState = ACCEPTED) -> "Mailed":
        message_id = self.ids[0]
        attempt = mail.claim(self.session, message_id, now=NOW, until=LATER)
        assert attempt == 1
        provider_id = "sg-1" if state is ACCEPTED else None
        mail.mark(self.session, message_id, attempt=1, state=state, provider_id=provider_id)
        self.session.expire_all()
        return self

    def hear(self, *kinds: Delivery, of: int = 0) -> None:
        """Reports come in this order, each a minute later by the provider's clock."""
        for kind in kinds:
            store_reports(self.session, [a_report(kind, self.ids[of])], now=NOW)
            read_reports(self.session, self.ids[of], now=NOW)

    def told(self) -> list[Entry]:
        ours = (EventKind.MESSAGE_DELIVERED, EventKind.MESSAGE_FAILED)
        return [
            entry for entry in events.timeline(self.session, self.dossier.id) if entry.kind in ours
        ]


def a_report(kind: Delivery, message_id: UUID | None, **others: object) -> Reported:
    fields: dict[str, object] = {
        "event_id": f"event-{next(_numbers)}",
        "message_id": message_id,
        "provider_id": "sg-1",
        "kind": kind,
        "at": NOW + timedelta(minutes=tuple(Delivery).index(kind)),
        "reason": f"because {kind}",
    } | others
    return Reported(**fields)  # type: ignore[arg-type]


@pytest.fixture
def mailed(session: Session) -> Mailed:
    dossier = a_dossier(session, a_country(session, council=3))
    return Mailed(session, dossier, announcing.announce(session, dossier.id, now=NOW))


def test_a_report_is_kept_once_however_often_it_comes(mailed: Mailed) -> None:
    mailed.sent()
    report = a_report(Delivery.DELIVERED, mailed.ids[0])
    kept = [store_reports(mailed.session, [report, report], now=NOW) for _ in range(3)]
    assert kept == [1, 0, 0]
    assert delivery.unread_message_ids(mailed.session, limit=9) == [mailed.ids[0]]


def test_reports_of_other_systems_mail_are_passed_over(mailed: Mailed) -> None:
    foreign = [a_report(Delivery.BOUNCED, uuid4()), a_report(Delivery.BOUNCED, None)]
    assert store_reports(mailed.session, foreign, now=NOW) == 0


def test_a_report_without_our_id_is_known_by_the_providers(mailed: Mailed) -> None:
    mailed.sent()
    assert store_reports(mailed.session, [a_report(Delivery.DELIVERED, None)], now=NOW) == 1
    assert read_reports(mailed.session, mailed.ids[0], now=NOW)
    assert mailed.message.delivery is Delivery.DELIVERED


def test_a_message_learns_each_report_once(mailed: Mailed) -> None:
    mailed.sent()
    store_reports(mailed.session, [a_report(Delivery.DELIVERED, mailed.ids[0])], now=NOW)
    assert [read_reports(mailed.session, mailed.ids[0], now=NOW) for _ in range(2)] == [True, False]
    assert delivery.unread_message_ids(mailed.session, limit=9) == []


@pytest.mark.parametrize(
    "order", [*permutations([Delivery.PROCESSED, Delivery.DEFERRED, Delivery.BOUNCED])]
)
def test_in_whatever_order_they_come_the_end_is_the_same(
    mailed: Mailed, order: tuple[Delivery, ...]
) -> None:
    mailed.sent().hear(*order)
    message = mailed.message
    assert (message.state, message.delivery, message.problem) == (
        ACCEPTED,
        Delivery.BOUNCED,
        "because bounced",
    )
    assert [entry.kind for entry in mailed.told()] == [EventKind.MESSAGE_FAILED]


@pytest.mark.parametrize("kind", [Delivery.PROCESSED, Delivery.DELIVERED, Delivery.DROPPED])
def test_a_report_settles_what_nobody_knew(mailed: Mailed, kind: Delivery) -> None:
    mailed.sent(UNKNOWN).hear(kind)
    message = mailed.message
    assert (message.state, message.provider_id, message.repeats) == (ACCEPTED, "sg-1", 0)
    assert mail.due_ids(mailed.session, now=NOW + timedelta(days=1), limit=9) == mailed.ids[1:]


def test_the_history_tells_that_a_task_was_brought_and_that_it_failed(mailed: Mailed) -> None:
    mailed.sent().hear(Delivery.DELIVERED, Delivery.BOUNCED)
    delivered, failed = mailed.told()
    message = mailed.message
    assert delivered.kind is EventKind.MESSAGE_DELIVERED
    assert failed.facts == {
        "message": str(message.id),
        "notice": "gate_opened",
        "person": str(message.person_id),
        "gate": "unit:1",
        "assignment": str(message.assignment_id),
        "outcome": "bounced",
        "outcome_at": (NOW + timedelta(minutes=5)).isoformat(),
    }
    assert (delivered.texts, failed.texts) == ({}, {"reason": "because bounced"})
    assert first_break(events.chain_of(mailed.session, mailed.dossier.id)) is None


def test_that_a_task_was_brought_is_told_once(mailed: Mailed) -> None:
    mailed.sent().hear(Delivery.DELIVERED)
    reminder = announcing.remind(mailed.session, [mailed.message.assignment_id or uuid4()], now=NOW)
    mailed.ids.append(reminder[0])
    mailed.hear(Delivery.DELIVERED, of=-1)
    assert [entry.facts["notice"] for entry in mailed.told()] == ["gate_opened"]


def test_each_mail_that_fails_is_told(mailed: Mailed) -> None:
    mailed.sent().hear(Delivery.BOUNCED, Delivery.DROPPED)
    reminder = announcing.remind(mailed.session, [mailed.message.assignment_id or uuid4()], now=NOW)
    mailed.ids.append(reminder[0])
    mailed.hear(Delivery.DROPPED, of=-1)
    assert [entry.facts["notice"] for entry in mailed.told()] == ["gate_opened", "reminder"]


def test_what_only_passes_by_is_not_told(mailed: Mailed) -> None:
    mailed.sent().hear(Delivery.PROCESSED, Delivery.DEFERRED)
    assert mailed.told() == []
    assert mailed.message.delivery is Delivery.DEFERRED


def test_a_mail_that_is_refused_at_once_is_told_too(mailed: Mailed) -> None:
    mail.claim(mailed.session, mailed.ids[0], now=NOW, until=LATER)
    assert reject_message(mailed.session, mailed.ids[0], attempt=1, problem="400 bad", now=NOW)
    (failed,) = mailed.told()
    assert (failed.facts["outcome"], failed.texts) == ("rejected", {"reason": "400 bad"})


def test_a_late_refusal_refuses_nothing(mailed: Mailed) -> None:
    mailed.sent()
    assert not reject_message(mailed.session, mailed.ids[0], attempt=1, problem="400", now=NOW)
    assert mailed.told() == []
