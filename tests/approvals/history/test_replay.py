"""Folding events: the simple life of a dossier, the past, and what each kind changes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from approvals.commands.attach import Attach, attach
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.replaying import NothingYet
from approvals.history.looking_back import state_at, told
from approvals.history.replay import CHANGE_NOTHING, ELSEWHERE, FOLDS, CannotFold, fold, states
from core.ids import uuid7
from models.enums import AssignmentState, Choice, DossierState, EventKind, GateState, Stage
from tests.builders import NOW, a_country, a_dossier, decide_as, pass_gate

LATER = NOW + timedelta(hours=3)


def test_every_kind_is_folded_or_named_as_one_that_changes_nothing() -> None:
    assert FOLDS.keys() | CHANGE_NOTHING | ELSEWHERE == set(EventKind)
    assert len(FOLDS) + len(CHANGE_NOTHING) + len(ELSEWHERE) == len(EventKind)


def test_a_submitted_dossier_is_at_its_first_gate(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    session.flush()
    then = state_at(session, dossier.id, NOW)
    assert (then.code, then.state, then.stage) == (dossier.code, "under_review", Stage.UNIT)
    assert then.nominee.name == "Cao Thị Quỳnh"
    assert then.head == dossier.last_hash
    assert then.open_gate is not None
    assert len(then.open_gate.assignments) == 5
    assert {one.state for one in then.open_gate.assignments} == {AssignmentState.ACTIVE}


def test_the_past_is_as_it_was(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier, now=LATER)
    decide_as(session, dossier, Choice.REJECT, reason="Chưa đủ", now=LATER)
    session.flush()
    before, after = (state_at(session, dossier.id, moment) for moment in (NOW, LATER))
    assert [gate.state for gate in before.gates] == [GateState.OPEN]
    assert [gate.state for gate in after.gates] == [GateState.PASSED, GateState.REJECTED]
    assert (after.state, after.reason) == (DossierState.DECLINED, "Chưa đủ")
    assert state_at(session, dossier.id, after.seq) == after
    assert [one.seq for one in states(told(session, dossier.id))] == [*range(1, after.seq + 1)]


def test_each_decision_is_on_what_was_shown(session: Session, tmp_path: Path) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    decide_as(session, dossier)
    file = Attach(
        dossier_id=dossier.id,
        person_id=country["alice"].id,
        name="a.pdf",
        content=b"%PDF-1.7",
    )
    attach(session, file, folder=tmp_path, limit_mb=1, now=NOW)
    decide_as(session, dossier)
    session.flush()
    [gate] = state_at(session, dossier.id, LATER).gates
    said = [one.decision for one in gate.assignments if one.decision]
    assert [one.shown_matches for one in said] == [True, True]
    assert said[0].shown != said[1].shown


def test_there_is_nothing_before_the_first_event(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    session.flush()
    with pytest.raises(NothingYet):
        state_at(session, dossier.id, NOW - timedelta(seconds=1))
    with pytest.raises(NothingYet):
        state_at(session, dossier.id, 0)
    with pytest.raises(DossierNotFound):
        state_at(session, uuid7(), NOW)


def test_events_that_do_not_follow_from_each_other_are_refused(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    decide_as(session, dossier)
    session.flush()
    events = told(session, dossier.id)
    with pytest.raises(CannotFold, match=r"event 2, gate\.opened"):
        fold(events[1:])
    with pytest.raises(CannotFold, match=r"assignment\.decided"):
        fold([events[0], replace(events[2], seq=2)])
    with pytest.raises(CannotFold, match="event 3"):
        fold([events[0], *events[2:]])
    with pytest.raises(ValueError, match="no events"):
        fold([])
