"""Mail in the history of its dossier: queued once, taken once, in the transaction of the fact."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from approvals.commands.accept_message import accept_message
from approvals.commands.sign_in import request_sign_in
from approvals.history.chain import first_break
from approvals.queries import events, mail
from approvals.queries.events import Entry
from core.database import transaction
from models.dossiers import Dossier
from models.enums import EventKind
from models.history import Event
from models.mail import Message
from notifications import announcing, sending_codes
from tests.builders import NOW, a_country, a_dossier, active, decide_as, pass_gate
from tests.counting import statements
from tests.notifications.fakes import MemoryMailer
from tests.notifications.mail_room import MailRoom

QUEUED, ACCEPTED = EventKind.MESSAGES_QUEUED, EventKind.MESSAGE_ACCEPTED


def told(session: Session, dossier: Dossier, kind: EventKind) -> list[Entry]:
    session.flush()
    return [entry for entry in events.timeline(session, dossier.id) if entry.kind is kind]


def test_who_is_written_to_about_a_gate_stands_in_one_event(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    ids = announcing.announce(session, dossier.id, now=NOW)
    (entry,) = told(session, dossier, QUEUED)
    asked = [
        {"message": str(message_id), "person": str(person.id), "assignment": str(assignment.id)}
        for message_id, (assignment, person) in zip(ids, active(session, dossier), strict=True)
    ]
    assert len(asked) == 3
    assert entry.facts == {"gate": "unit:1", "notice": "gate_opened", "messages": asked}
    assert (entry.actor_id, entry.texts) == (None, {})


def test_announcing_again_records_nothing(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    announcing.announce(session, dossier.id, now=NOW)
    before = dossier.last_seq
    assert announcing.announce(session, dossier.id, now=NOW) == []
    assert dossier.last_seq == before


def test_an_outcome_is_about_no_gate(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    decide_as(session, dossier)
    (message_id,) = announcing.announce(session, dossier.id, now=NOW)
    (entry,) = told(session, dossier, QUEUED)
    alice = str(country["alice"].id)
    told_to = [{"message": str(message_id), "person": alice, "assignment": None}]
    assert entry.facts == {"gate": None, "notice": "outcome", "messages": told_to}


def test_what_is_undone_before_the_commit_leaves_neither_mail_nor_event(engine: Engine) -> None:
    with transaction(engine) as session:
        country = a_country(session, council=2)
        dossier = a_dossier(session, country)

    def fall_over(session: Session) -> None:
        assert announcing.announce(session, dossier.id, now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        fall_over(session)
    with transaction(engine) as session:
        assert session.exec(select(Message)).all() == []
        assert told(session, dossier, QUEUED) == []


def test_a_mail_that_was_taken_is_told_once(room: MailRoom) -> None:
    for _ in range(2):
        room.deliver(MemoryMailer())
    message = room.message()
    assert message.dossier_id is not None
    with transaction(room.engine) as session:
        (entry,) = told(session, mail.dossier(session, message.dossier_id), ACCEPTED)
    assert entry.facts == {
        "message": str(message.id),
        "notice": "gate_opened",
        "person": str(message.person_id),
        "gate": "unit:1",
        "assignment": str(message.assignment_id),
        "outcome": "accepted",
        "outcome_at": NOW.isoformat(),
        "provider_id": "memory-1",
    }


def test_a_whole_councils_mails_at_one_moment_make_one_chain(room: MailRoom) -> None:
    mailer = MemoryMailer()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: room.deliver(mailer, one), room.ids))
    message = room.message()
    assert message.dossier_id is not None
    with transaction(room.engine) as session:
        taken = told(session, mail.dossier(session, message.dossier_id), ACCEPTED)
        assert first_break(events.chain_of(session, message.dossier_id)) is None
    assert Counter(entry.facts["message"] for entry in taken) == Counter(map(str, room.ids))
    assert len(taken) > 1


def test_an_attempt_that_woke_up_too_late_tells_nothing(session: Session) -> None:
    dossier = a_dossier(session, a_country(session, council=2))
    message_id, *_ = announcing.announce(session, dossier.id, now=NOW)
    mail.claim(session, message_id, now=NOW, until=NOW)
    assert not accept_message(session, message_id, attempt=2, provider_id="x", now=NOW)
    assert told(session, dossier, ACCEPTED) == []


def test_mail_about_no_dossier_is_in_no_history(session: Session) -> None:
    country = a_country(session)
    before = session.exec(select(Event)).all()
    code = request_sign_in(session, country["alice"].email, now=NOW)
    assert code is not None
    (message_id,) = sending_codes.sign_in_code(session, code.id, now=NOW)
    mail.claim(session, message_id, now=NOW, until=NOW)
    assert accept_message(session, message_id, attempt=1, provider_id="x", now=NOW)
    assert session.exec(select(Event)).all() == before


def test_taking_a_mail_costs_few_statements(session: Session) -> None:
    """Its dossier is held meanwhile, and many mails about one dossier are taken at one moment."""
    dossier = a_dossier(session, a_country(session, council=2))
    message_id, *_ = announcing.announce(session, dossier.id, now=NOW)
    mail.claim(session, message_id, now=NOW, until=NOW)
    session.flush()
    with statements(session.connection()) as sent:
        accept_message(session, message_id, attempt=1, provider_id="x", now=NOW)
        session.flush()
    assert [one.split()[0] for one in sent] == ["SELECT", "UPDATE", "UPDATE", "INSERT"]
