"""An address that fails is corrected, and what did not arrive goes out again."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlmodel import Session, select

from approvals.commands.correct_address import CorrectAddress, correct_address
from approvals.commands.issue_link import issue_link
from approvals.commands.read_reports import read_reports
from approvals.commands.store_reports import store_reports
from approvals.domain.refusals.addresses import AddressTaken, AddressWorks
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.queries import events, reach
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import AssignmentState, Delivery, EventKind, MessageState
from models.mail import Link, Message
from notifications import announcing
from tests.approvals.commands.test_reports import a_report
from tests.builders import NOW, Country, a_country, a_dossier, active

NEW = "chair.moi@bangvang.example"


@dataclass
class Office:
    """A council whose chair's mail comes back."""

    session: Session
    country: Country
    dossier: Dossier

    @property
    def chair(self) -> Person:
        return self.country["chair"]

    def messages(self) -> list[Message]:
        """Those to the chair, oldest first."""
        found = select(Message).where(Message.person_id == self.chair.id).order_by("id")
        return list(self.session.exec(found).all())

    def told(self, kind: EventKind) -> list[events.Entry]:
        """What the dossier's history says of this kind, oldest first."""
        timeline = events.timeline(self.session, self.dossier.id)
        return [entry for entry in timeline if entry.kind is kind]

    def hear(self, kind: Delivery, message: Message) -> None:
        message.state = MessageState.ACCEPTED
        store_reports(self.session, [a_report(kind, message.id)], now=NOW)
        read_reports(self.session, message.id, now=NOW)

    def correct(self, address: str = NEW, by: str = "secretariat") -> list[UUID]:
        command = CorrectAddress(
            person_id=self.chair.id, address=address, by_person_id=self.country[by].id
        )
        return correct_address(self.session, command, now=NOW)


@pytest.fixture
def office(session: Session) -> Office:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    announcing.announce(session, dossier.id, now=NOW)
    office = Office(session, country, dossier)
    office.hear(Delivery.BOUNCED, office.messages()[0])
    return office


def test_a_bounce_puts_the_name_on_the_list(office: Office) -> None:
    (one,) = reach.unreached(office.session, limit=9)
    assert (one.person, one.failed, one.waiting) == (office.chair, office.messages()[0], 1)


def test_what_did_not_arrive_goes_to_the_new_address(office: Office) -> None:
    ids = office.correct()
    lost, again = office.messages()
    assert [again.id] == ids
    assert office.chair.email == NEW
    assert (again.address, again.state, again.attempts) == (NEW, MessageState.QUEUED, 0)
    assert (again.template, again.context) == (lost.template, lost.context)
    assert (lost.delivery, lost.address) == (Delivery.BOUNCED, "chair@bangvang.example")
    assert reach.unreached(office.session, limit=9) == []


def test_links_to_the_old_address_end(office: Office) -> None:
    lost = office.messages()[0]
    assert lost.assignment_id is not None
    issue_link(
        office.session,
        assignment_id=lost.assignment_id,
        message_id=lost.id,
        key=b"k" * 32,
        now=NOW,
    )
    office.correct()
    (link,) = office.session.exec(select(Link)).all()
    office.session.refresh(link)
    assert link.revoked_at == NOW


def test_the_history_says_who_changed_where_a_tasks_mail_goes(office: Office) -> None:
    office.correct()
    (told,) = office.told(EventKind.ADDRESS_CORRECTED)
    lost = office.messages()[0]
    assert (told.kind, told.actor_id) == (
        EventKind.ADDRESS_CORRECTED,
        office.country["secretariat"].id,
    )
    assert told.facts == {
        "gate": "unit:1",
        "assignment": str(lost.assignment_id),
        "person": str(office.chair.id),
    }
    assert told.texts == {"address": NEW}


def test_an_address_that_is_right_is_tried_once_more(office: Office) -> None:
    (again,) = office.correct("Chair@bangvang.example ")
    assert office.correct(office.chair.email) == []  # pressed twice
    assert office.messages()[-1].id == again
    assert office.told(EventKind.ADDRESS_CORRECTED) == []
    assert len(office.told(EventKind.MESSAGES_QUEUED)) == 2

    office.hear(Delivery.PROCESSED, office.messages()[-1])
    assert reach.failure_of(office.session, office.chair.id) is None
    office.hear(Delivery.BOUNCED, office.messages()[-1])
    assert [one.person for one in reach.unreached(office.session, limit=9)] == [office.chair]


def test_what_had_not_left_yet_goes_to_the_new_address_alone(office: Office) -> None:
    second = a_dossier(office.session, office.country, number="2/TTr")
    announcing.announce(office.session, second.id, now=NOW)
    assert len(office.correct()) == 2
    lost, unsent, *again = office.messages()
    assert (lost.dossier_id, unsent.dossier_id) == (office.dossier.id, second.id)
    assert unsent.state is MessageState.OVERTAKEN
    assert [one.address for one in again] == [NEW, NEW]


def test_a_task_that_ended_is_not_sent_again(office: Office) -> None:
    (duty,) = (one for one, who in active(office.session, office.dossier) if who == office.chair)
    duty.state = AssignmentState.CLOSED
    office.session.flush()
    assert office.correct() == []


@pytest.mark.parametrize("name", ["alice", "auditor", "minister", "dan", "chair"])
def test_only_the_secretariat_and_administrators_may(office: Office, name: str) -> None:
    with pytest.raises(NotAllowedHere):
        office.correct(by=name)


def test_an_address_that_works_is_not_led_elsewhere(office: Office) -> None:
    office.hear(Delivery.DELIVERED, announced_again(office))
    with pytest.raises(AddressWorks):
        office.correct()


def announced_again(office: Office) -> Message:
    announcing.remind(office.session, [office.messages()[0].assignment_id or UUID(int=0)], now=NOW)
    return office.messages()[-1]


def test_somebody_elses_address_is_not_taken(office: Office) -> None:
    with pytest.raises(AddressTaken):
        office.correct("alice@bangvang.example")


def test_nobody_is_nobody(office: Office) -> None:
    command = CorrectAddress(
        person_id=UUID(int=1), address=NEW, by_person_id=office.country["secretariat"].id
    )
    with pytest.raises(PersonNotFound):
        correct_address(office.session, command, now=NOW)
