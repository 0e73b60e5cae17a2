"""Another body is asked: the gate waits, and its answer or its silence lets it go on."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from approvals.commands.answer_opinion import lapse_opinion
from approvals.commands.remind_body import RemindBody, remind_body, remind_body_now
from approvals.commands.undo import Undo, undo
from approvals.domain.refusals.asking_bodies import (
    BodyNotAskable,
    BodyRemindedToday,
    ObjectionUnexplained,
    OpinionAnswered,
    OpinionAwaited,
    OpinionLapsed,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.holding import OnHold
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.undoing import TooLateToUndo
from approvals.history.comparing import tables_against_events
from approvals.queries import agency_opinions, gates
from approvals.queries.dossier_page import dossier_page
from approvals.queries.events import timeline
from approvals.queries.visibility import may_see, viewer_of
from models.conduct import AgencyAnswer
from models.enums import Choice, DossierState, EventKind, GateState
from tests.approvals.commands.asking_bodies import FINANCE, answered, asked, at_the_board
from tests.approvals.commands.conduct import put_on_hold
from tests.builders import NOW, TODAY, a_country, a_dossier, decide_as, pass_gate, the_gate


def test_the_gate_waits_has_more_days_and_goes_on_once_answered(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    gate = the_gate(session, dossier)
    assert gate.due_on == date(2024, 12, 24)  # 20 working days
    opinion = asked(session, country, dossier)
    assert (opinion.due_on, gate.opinion_due_on) == (date(2024, 12, 10), date(2024, 12, 10))
    assert gate.due_on == date(2025, 1, 8)  # 30, over New Year's Day
    assert asked(session, country, dossier, by="board_head") is opinion

    with pytest.raises(OpinionAwaited) as refused:
        decide_as(session, dossier)
    assert refused.value.until == opinion.due_on
    answered(session, country, opinion)
    assert gate.opinion_due_on is None
    decide_as(session, dossier)
    pass_gate(session, dossier)
    assert gate.state is GateState.PASSED
    assert not list(tables_against_events(session))


def test_an_objection_stops_nothing_and_needs_its_reason(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    opinion = asked(session, country, dossier)
    with pytest.raises(ObjectionUnexplained):
        answered(session, country, opinion, AgencyAnswer.OBJECT)
    answered(session, country, opinion, AgencyAnswer.OBJECT, reason="Còn nợ thuế")
    assert answered(session, country, opinion, AgencyAnswer.OBJECT) is opinion  # a second click
    with pytest.raises(OpinionAnswered):
        answered(session, country, opinion)
    pass_gate(session, dossier)
    assert dossier.stage == "final_authority"
    [told] = agency_opinions.told_of(session, dossier.id)
    assert (told.body.slug, told.question, told.reason) == (
        FINANCE,
        "Về nghĩa vụ thuế",
        "Còn nợ thuế",
    )


def test_return_stays_possible_and_the_next_round_does_not_wait(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    opinion = asked(session, country, dossier)
    answered(session, country, opinion)
    pass_gate(session, dossier)
    last = asked(session, country, dossier, by="secretariat")
    with pytest.raises(OpinionAwaited):
        decide_as(session, dossier)
    decide_as(session, dossier, Choice.RETURN)
    assert (dossier.state, last.awaited) == (DossierState.RETURNED, True)
    assert not list(tables_against_events(session))


def test_silence_agrees_after_the_due_day_and_not_before(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    opinion = asked(session, country, dossier)
    assert opinion.lapses_at is not None
    before = opinion.lapses_at - timedelta(seconds=1)
    assert not lapse_opinion(session, opinion.id, now=before)
    assert agency_opinions.to_lapse_ids(session, now=before, limit=9) == []
    assert agency_opinions.to_lapse_ids(session, now=opinion.lapses_at, limit=9) == [opinion.id]
    assert lapse_opinion(session, opinion.id, now=opinion.lapses_at)
    assert not lapse_opinion(session, opinion.id, now=opinion.lapses_at)
    assert the_gate(session, dossier).opinion_due_on is None
    with pytest.raises(OpinionLapsed):
        answered(session, country, opinion)
    assert timeline(session, dossier.id)[-1].kind is EventKind.AGENCY_OPINION_LAPSED
    assert not list(tables_against_events(session))


def test_a_council_does_not_vote_meanwhile(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    opinion = asked(session, country, dossier, by="alice")
    for choice in (Choice.PASS, Choice.REJECT):
        with pytest.raises(OpinionAwaited):
            decide_as(session, dossier, choice)
    answered(session, country, opinion)
    decide_as(session, dossier)


def test_only_who_may_asks_and_only_the_body_asked_answers(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    for stranger, refusal in (("dan", DossierNotFound), ("alice", NotAllowedHere)):
        with pytest.raises(refusal):
            asked(session, country, dossier, by=stranger)
    for body in ("ban-tdkt-trung-uong", "thanh-tra-chinh-phu"):  # itself, and one with nobody
        with pytest.raises(BodyNotAskable):
            asked(session, country, dossier, body=body)
    opinion = asked(session, country, dossier)
    with pytest.raises(NotAllowedHere):
        answered(session, country, opinion, by="secretariat")
    dan = viewer_of(session, country["dan"].id, on=TODAY)
    assert dan is not None
    assert may_see(session, dan, dossier.id)
    assert not may_see(session, dan, a_dossier(session, country, number="300/TTr").id)
    page = dossier_page(session, dan, dossier.code)
    told = [entry for entry in page.timeline if entry.kind is EventKind.AGENCY_OPINION_ASKED]
    assert [(entry.actor_id, entry.texts) for entry in told] == [(None, {})]


def test_it_is_reminded_by_the_clock_and_once_a_day_by_hand(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    opinion = asked(session, country, dossier)
    first = opinion.remind_at
    assert first is not None
    assert agency_opinions.to_remind_ids(session, now=NOW, limit=9) == []
    assert remind_body(session, opinion.id, now=first)
    assert opinion.remind_at is not None
    assert opinion.remind_at > first
    command = RemindBody(opinion_id=opinion.id, by_person_id=country["secretariat"].id)
    with pytest.raises(BodyRemindedToday):
        remind_body_now(session, command, now=first + timedelta(hours=1))
    remind_body_now(session, command, now=first + timedelta(days=1))
    assert not list(tables_against_events(session))


def test_nobody_is_asked_about_a_dossier_on_hold(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    put_on_hold(session, country, dossier)
    with pytest.raises(OnHold):
        asked(session, country, dossier)


def test_a_decision_is_not_taken_back_once_another_body_was_asked_after_it(
    session: Session,
) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    appraisal = the_gate(session, dossier)
    pass_gate(session, dossier)
    head = country["board_head"].id
    [signed] = [one for one, who in gates.assignments_of(session, appraisal.id) if who.id == head]
    asked(session, country, dossier, by="secretariat")
    with pytest.raises(TooLateToUndo):
        undo(session, Undo(assignment_id=signed.id, person_id=head), now=NOW)
