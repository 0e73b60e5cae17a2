"""Folding events: the simple life of a dossier, the past, and what each kind changes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from approvals.commands.attach import Attach, attach
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.replaying import NothingYet
from approvals.history.dossier_then import BoxThen
from approvals.history.looking_back import state_at, told
from approvals.history.replay import CHANGE_NOTHING, ELSEWHERE, FOLDS, CannotFold, fold, states
from approvals.queries.disclosure import disclosed
from approvals.queries.events import timeline
from approvals.queries.visibility import viewer_of
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


def test_a_box_is_told_when_it_is_counted_and_never_before(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country, "bk-ttg")
    for choice in (Choice.REJECT, Choice.PASS, Choice.PASS):
        decide_as(session, dossier, choice)
    session.flush()
    boxes = [then.gates[0].box for then in states(told(session, dossier.id)) if then.gates]
    assert {(box.yes, box.no) for box in boxes if 0 < box.votes < 3} == {(None, None)}
    assert boxes[-1] == BoxThen(votes=3, yes=2, no=1)
    [gate, *_] = state_at(session, dossier.id, NOW).gates
    assert {one.choice for one in gate.assignments} == {None}
    assert {one.decision.reason for one in gate.assignments if one.decision} == {""}


def test_a_time_means_what_had_happened_by_then_in_the_order_of_the_chain(
    session: Session,
) -> None:
    """Of two who act at one moment, the one with the earlier clock may come second."""
    country = a_country(session)
    dossier = a_dossier(session, country)
    decide_as(session, dossier, now=NOW + timedelta(seconds=2))
    decide_as(session, dossier, now=NOW + timedelta(seconds=1))
    session.flush()
    assert state_at(session, dossier.id, NOW + timedelta(seconds=1)).seq == dossier.last_seq


def test_what_is_the_nominees_own_is_for_auditors(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, woman=True, email="quynh@bangvang.example")
    session.flush()
    said = {}
    for name in ("alice", "secretariat", "auditor"):
        viewer = viewer_of(session, country[name].id, on=NOW.date())
        assert viewer is not None
        [first, *_] = disclosed(timeline(session, dossier.id), viewer, {})
        said[name] = {"email", "woman"} & first.texts.keys()
    assert said == {"alice": set(), "secretariat": set(), "auditor": {"email", "woman"}}
    then = state_at(session, dossier.id, NOW)
    assert (then.nominee.email, then.nominee.woman) == ("quynh@bangvang.example", True)


def test_an_erased_text_is_told_as_erased(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    decide_as(session, dossier)
    session.flush()
    session.execute(text("DELETE FROM event_text WHERE chain_id = :id"), {"id": dossier.id})
    then = state_at(session, dossier.id, NOW)
    assert (then.nominee.name, then.achievements) == (None, None)
    assert {(one.seq, one.name) for one in then.erased} >= {(1, "name"), (1, "position")}
    [said] = [one.decision for one in then.gates[0].assignments if one.decision]
    assert (said.reason, said.shown_matches) == (None, None)
