"""The secretariat has whoever a dossier waits for reminded: recorded, once a day."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from approvals.commands.remind import remind
from approvals.commands.urge import Urge, urge
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.urging import NobodyToRemind, RemindedToday
from approvals.history.comparing import tables_against_events
from approvals.queries.events import timeline
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import Choice, EventKind
from notifications import announcing
from tests.builders import (
    NOW,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    pass_gate,
    the_gate,
)

DAY = timedelta(days=1)


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def urged_by(country: Country, dossier: Dossier, name: str = "secretariat") -> Urge:
    return Urge(dossier_id=dossier.id, by_person_id=country[name].id)


def test_reviewers_are_reminded_and_the_history_says_who_asked_for_it(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    before = the_gate(session, dossier).remind_at
    asked = urge(session, urged_by(country, dossier), now=NOW)
    assert set(asked) == {assignment.id for assignment, _ in active(session, dossier)}
    entry = timeline(session, dossier.id)[-1]
    said = EventKind.REVIEWER_REMINDED, country["secretariat"].id
    assert (entry.kind, entry.actor_id) == said
    assert the_gate(session, dossier).remind_at == before  # the clock's own still comes
    queued = announcing.remind(session, asked, now=NOW)
    assert len(queued) == len(asked)
    session.flush()
    assert list(tables_against_events(session)) == []


def test_the_unit_is_reminded_of_what_was_returned(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)
    assert urge(session, urged_by(country, dossier), now=NOW) == ()
    assert timeline(session, dossier.id)[-1].kind is EventKind.UNIT_REMINDED
    assert len(announcing.remind_unit(session, dossier.id, now=NOW)) == 1
    assert announcing.remind_unit(session, dossier.id, now=NOW) == []
    assert len(announcing.remind_unit(session, dossier.id, now=NOW + DAY)) == 1


def test_once_a_day_be_it_by_hand_or_by_the_clock(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    urge(session, urged_by(country, dossier), now=NOW)
    with pytest.raises(RemindedToday):
        urge(session, urged_by(country, dossier), now=NOW)
    urge(session, urged_by(country, dossier), now=NOW + DAY)
    gate = the_gate(session, dossier)
    due = gate.remind_at
    assert due is not None
    assert remind(session, gate.id, now=due)
    with pytest.raises(RemindedToday):
        urge(session, urged_by(country, dossier), now=due)


def test_at_the_next_gate_others_are_asked(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    urge(session, urged_by(country, dossier), now=NOW)
    pass_gate(session, dossier, now=NOW + timedelta(hours=1))
    assert urge(session, urged_by(country, dossier), now=NOW + timedelta(hours=2))


def test_nobody_is_reminded_of_what_has_ended(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    while dossier.closed_at is None:
        pass_gate(session, dossier)
    with pytest.raises(NobodyToRemind):
        urge(session, urged_by(country, dossier), now=NOW + DAY)


@pytest.mark.parametrize("name", ["alice", "chair", "minister", "bloc_head", "auditor"])
def test_only_the_boards_secretariat_and_administrators_may(
    session: Session, country: Country, name: str
) -> None:
    dossier = a_dossier(session, country)
    with pytest.raises(NotAllowedHere):
        urge(session, urged_by(country, dossier, name), now=NOW)


def test_there_is_such_a_dossier(session: Session, country: Country) -> None:
    nothing = Urge(dossier_id=uuid7(), by_person_id=country["secretariat"].id)
    with pytest.raises(DossierNotFound):
        urge(session, nothing, now=NOW)
