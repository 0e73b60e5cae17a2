"""The secretariat has those above told of a gate: recorded, once a day; the clock still does."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from approvals.commands.escalate import EscalateNow, escalate, escalate_now
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.urging import EscalatedToday, NobodyToRemind
from approvals.history.comparing import tables_against_events
from approvals.queries import due_gates
from approvals.queries.events import timeline
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import Choice, EventKind
from notifications import announcing
from tests.builders import NOW, Country, a_country, a_dossier, decide_as, pass_gate, the_gate
from tests.notifications.test_announcing import told

DAY = timedelta(days=1)


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def asked_by(country: Country, dossier: Dossier, name: str = "secretariat") -> EscalateNow:
    return EscalateNow(dossier_id=dossier.id, by_person_id=country[name].id)


def test_those_above_are_told_but_not_whoever_asks(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    gate_id = escalate_now(session, asked_by(country, dossier), now=NOW)
    entry = timeline(session, dossier.id)[-1]
    said = EventKind.GATE_ESCALATED, country["secretariat"].id
    assert (entry.kind, entry.actor_id) == said
    by = country["secretariat"].id
    ids = announcing.stands_still(session, gate_id, asked_by_id=by, now=NOW)
    assert told(session, ids) == [("stands_still", country["minister"].email)]
    assert announcing.stands_still(session, gate_id, asked_by_id=by, now=NOW) == []
    session.flush()
    assert list(tables_against_events(session)) == []


def test_where_nobody_stands_above_nobody_is_told(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)  # before the minister
    by = country["secretariat"].id
    gate_id = the_gate(session, dossier).id
    assert announcing.stands_still(session, gate_id, asked_by_id=by, now=NOW) == []
    assert announcing.stands_still(session, uuid7(), asked_by_id=by, now=NOW) == []


def test_once_a_day_and_the_clock_still_does_at_its_time(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    for day in (NOW, NOW + DAY):
        escalate_now(session, asked_by(country, dossier), now=day)
        with pytest.raises(EscalatedToday):
            escalate_now(session, asked_by(country, dossier), now=day)
    gate = the_gate(session, dossier)
    assert gate.escalate_at is not None
    assert due_gates.to_escalate_ids(session, now=gate.escalate_at, limit=9) == [gate.id]
    assert escalate(session, gate.id, now=gate.escalate_at)
    assert not escalate(session, gate.id, now=gate.escalate_at + DAY)
    escalate_now(session, asked_by(country, dossier), now=gate.escalate_at + DAY)
    assert due_gates.to_escalate_ids(session, now=gate.escalate_at + 2 * DAY, limit=9) == []


@pytest.mark.parametrize("name", ["alice", "chair", "minister", "auditor"])
def test_only_the_boards_secretariat_and_administrators_may(
    session: Session, country: Country, name: str
) -> None:
    dossier = a_dossier(session, country)
    with pytest.raises(NotAllowedHere):
        escalate_now(session, asked_by(country, dossier, name), now=NOW)


def test_it_must_be_at_a_gate(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country)
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)
    with pytest.raises(NobodyToRemind):
        escalate_now(session, asked_by(country, dossier), now=NOW)
    nothing = EscalateNow(dossier_id=uuid7(), by_person_id=country["administrator"].id)
    with pytest.raises(DossierNotFound):
        escalate_now(session, nothing, now=NOW)
