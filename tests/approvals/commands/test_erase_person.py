"""Erasing an account: whoever has left is a seat and an id, in the history and everywhere."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from approvals.commands.administer import deactivate_person
from approvals.commands.correct_address import CorrectAddress, correct_address
from approvals.commands.erase import Erase, erase
from approvals.commands.read_reports import read_reports
from approvals.commands.store_reports import Reported, store_reports
from approvals.domain.refusals.missing import PersonNotFound
from approvals.domain.refusals.personal_data import StillAsked, StillHoldsSeat
from approvals.history.chain import first_break
from approvals.history.comparing import tables_against_events
from approvals.queries import mail
from approvals.queries.events import chain_of
from approvals.queries.journal import JOURNAL
from models.access import Passkey
from models.bodies import Person, Seat
from models.dossiers import Dossier
from models.enums import Delivery, MessageState
from models.history import EventText
from models.mail import LocalMail, Message
from notifications import announcing
from tests.approvals.commands.data_subject import (
    GROUND,
    LATER,
    NOBODY,
    asked,
    everything,
    fulfilled,
)
from tests.builders import NOW, TODAY, Country, a_country, a_dossier, decide_as, pass_gate


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def leave(session: Session, person: Person) -> None:
    session.flush()
    for seat in session.exec(select(Seat).where(Seat.person_id == person.id)).all():
        seat.valid_to = TODAY
    session.flush()


def decided_and_bounced(session: Session, country: Country) -> tuple[Dossier, str]:
    """The chair decided, after mail to them had failed and their address was corrected."""
    chair = country["chair"]
    chair.email = "tran.binh@botuphap.example"
    dossier = a_dossier(session, country)
    announcing.announce(session, dossier.id, now=NOW)
    session.flush()
    message = session.exec(select(Message).where(Message.person_id == chair.id)).one()
    mail.claim(session, message.id, now=NOW, until=NOW)
    mail.mark(session, message.id, attempt=1, state=MessageState.ACCEPTED)
    old = chair.email
    report = Reported(
        event_id="1",
        message_id=message.id,
        provider_id="",
        kind=Delivery.BOUNCED,
        at=NOW,
        reason=f"550 <{old}> unknown",
    )
    store_reports(session, [report], now=NOW)
    read_reports(session, message.id, now=NOW)
    correction = CorrectAddress(
        person_id=chair.id, address="binh@moi.example", by_person_id=country["administrator"].id
    )
    correct_address(session, correction, now=NOW)
    pass_gate(session, dossier)
    decide_as(session, dossier)
    session.flush()
    return dossier, old


def test_nothing_of_the_account_is_left_in_any_table(session: Session, country: Country) -> None:
    chair = country["chair"]
    name = chair.name
    dossier, old = decided_and_bounced(session, country)
    session.add(LocalMail(message_id=NOBODY, to=old, subject=name, text="", html="", sent_at=NOW))
    session.add(
        Passkey(
            person_id=chair.id,
            credential_id=b"1",
            public_key=b"2",
            sign_count=0,
            name="Máy của Bình",
            created_at=NOW,
        )
    )
    leave(session, chair)
    before = everything(session)
    for told in (name, old, "binh@moi.example", "Máy của Bình", "tran van binh"):
        assert told in before, told
    fulfilled(session, country, asked(session, country, person_id=chair.id))
    after = everything(session)
    for told in (name, old, "binh@moi.example", "Máy của Bình", "tran van binh"):
        assert told not in after, told
    assert first_break(chain_of(session, dossier.id)) is None
    assert first_break(chain_of(session, JOURNAL)) is None
    assert (chair.erased_at, chair.active) == (LATER, False)
    assert list(tables_against_events(session)) == []


def test_what_they_wrote_about_a_dossier_stays(session: Session, country: Country) -> None:
    dossier, _ = decided_and_bounced(session, country)
    leave(session, country["chair"])
    reasons = _reasons(session, dossier)
    fulfilled(session, country, asked(session, country, person_id=country["chair"].id))
    assert _reasons(session, dossier) == reasons != []


def test_whoever_holds_a_seat_or_is_asked_stays(session: Session, country: Country) -> None:
    chair = country["chair"]
    dossier = a_dossier(session, country)
    wish = Erase(ground=GROUND, approved_by_id=country["administrator"].id, person_id=chair.id)
    with pytest.raises(StillHoldsSeat):
        erase(session, wish, now=LATER)
    leave(session, chair)
    with pytest.raises(StillAsked) as refused:
        erase(session, wish, now=LATER)
    assert refused.value.facts == {"dossier": dossier.code}


def test_an_account_is_erased_once(session: Session, country: Country) -> None:
    dan = country["dan"]
    deactivate_person(session, dan.email, now=NOW)
    leave(session, dan)
    wish = Erase(ground=GROUND, approved_by_id=country["administrator"].id, person_id=dan.id)
    first = erase(session, wish, now=LATER)
    session.flush()
    assert erase(session, wish, now=LATER + timedelta(days=1)) == first
    unknown = Erase(ground=GROUND, approved_by_id=None, person_id=NOBODY)
    with pytest.raises(PersonNotFound):
        erase(session, unknown, now=LATER)


def _reasons(session: Session, dossier: Dossier) -> list[str]:
    query = select(EventText).where(EventText.chain_id == dossier.id, EventText.name == "reason")
    return sorted(one.text for one in session.exec(query).all() if "550" not in one.text)
