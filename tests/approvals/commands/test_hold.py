"""A dossier on hold: nothing is decided, its clock stands, and it goes on where it was."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from approvals.commands.enter_opinion import EnterOpinion, enter_opinion
from approvals.commands.escalate import EscalateNow, escalate_now
from approvals.commands.hold import PlaceHold, place_hold
from approvals.commands.open_envelopes import OpenEnvelopes, open_envelopes
from approvals.commands.recuse import Recuse, recuse
from approvals.commands.release_hold import ReleaseHold, release_hold
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.undo import Undo, undo
from approvals.commands.urge import Urge, urge
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.refusals.deciding import ActionNotAllowed, NotAllowedHere
from approvals.domain.refusals.holding import HoldDocumentMissing, OnHold
from approvals.domain.refusals.missing import DossierNotFound
from approvals.history.comparing import tables_against_events
from approvals.queries import due_gates
from approvals.queries.dossier_page import dossier_page
from approvals.queries.events import timeline
from approvals.queries.visibility import viewer_of
from models.conduct import HoldCause, HoldOutcome
from models.dossiers import Dossier
from models.enums import Choice, DossierState, EventKind, GateState
from models.holds import Hold
from tests.builders import (
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    fresh,
    pass_gate,
    the_gate,
)

WEEK = timedelta(days=7)


def held(  # noqa: PLR0913 -- defaults for all but three
    session: Session,
    country: Country,
    dossier: Dossier,
    cause: HoldCause = HoldCause.COMPLAINT,
    *,
    by: str = "secretariat",
    document: str = "12/TB-TTr",
    clock_stops: bool | None = None,
    days: int = 0,
) -> Hold:
    command = PlaceHold(
        dossier_id=dossier.id,
        cause=cause,
        document=document,
        reason="Có đơn tố cáo, đang xác minh",
        clock_stops=clock_stops,
        placed_by_id=country[by].id,
    )
    return place_hold(session, command, now=NOW + timedelta(days=days))


def released(session: Session, country: Country, hold: Hold, *, days: int = 7) -> Hold:
    command = ReleaseHold(
        hold_id=hold.id,
        outcome=HoldOutcome.CLEARED,
        reason="Kết luận: không có vi phạm",
        released_by_id=country["secretariat"].id,
    )
    return release_hold(session, command, now=NOW + timedelta(days=days))


def test_while_it_is_on_hold_nobody_decides_votes_recuses_or_is_urged(
    session: Session, tmp_path: Path
) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-ttg")
    gate, (asked, member) = the_gate(session, dossier), active(session, dossier)[0]
    held(session, country, dossier)
    by_id = country["secretariat"].id
    refused: list[Callable[[], object]] = [
        lambda: decide_as(session, dossier),
        lambda: recuse(
            session,
            Recuse(assignment_id=asked.id, person_id=member.id, reason="Người nhà"),
            now=NOW,
        ),
        lambda: enter_opinion(
            session,
            EnterOpinion(assignment_id=asked.id, by_person_id=by_id, dated_on=TODAY),
            folder=tmp_path,
            limit_mb=1,
            now=NOW,
        ),
        lambda: open_envelopes(
            session,
            OpenEnvelopes(gate_id=gate.id, by_person_id=by_id, in_favour=1, against=0),
            now=NOW,
        ),
        lambda: urge(session, Urge(dossier_id=dossier.id, by_person_id=by_id), now=NOW),
        lambda: escalate_now(
            session, EscalateNow(dossier_id=dossier.id, by_person_id=by_id), now=NOW
        ),
    ]
    for attempt in refused:
        with pytest.raises(OnHold) as told:
            attempt()
        assert "complaint" not in told.value.sentence
    assert the_gate(session, dossier).id == gate.id


def test_what_was_decided_before_is_not_taken_back_or_sent_again_on_hold(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    chair = next(one for one in active(session, dossier) if one[1].id == country["chair"].id)
    decide_as(session, dossier, Choice.RETURN, person_id=chair[1].id)
    hold = held(session, country, dossier)
    with pytest.raises(OnHold):
        undo(session, Undo(assignment_id=chair[0].id, person_id=chair[1].id), now=NOW)
    again = Resubmit(dossier_id=dossier.id, person_id=country["alice"].id)
    with pytest.raises(OnHold):
        resubmit(session, again, now=NOW)
    released(session, country, hold)
    assert resubmit(session, again, now=NOW + WEEK).state is DossierState.UNDER_REVIEW


def test_the_unit_may_withdraw_meanwhile_and_the_hold_may_still_be_closed(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    hold = held(session, country, dossier)
    withdraw(session, Withdraw(dossier_id=dossier.id, person_id=country["alice"].id), now=NOW)
    assert fresh(session, dossier).state is DossierState.WITHDRAWN
    assert released(session, country, hold).outcome is HoldOutcome.CLEARED
    with pytest.raises(ActionNotAllowed):
        held(session, country, dossier)
    assert list(tables_against_events(session)) == []


def test_a_clock_that_stopped_goes_on_with_the_working_days_that_were_left(
    session: Session,
) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    gate = the_gate(session, dossier)
    due, remind, escalate = gate.due_on, gate.remind_at, gate.escalate_at
    assert due is not None
    assert remind is not None
    assert escalate is not None
    hold = held(session, country, dossier)
    assert (gate.due_on, gate.due_at, gate.remind_at, gate.escalate_at) == (None,) * 4
    long_after = NOW + timedelta(days=300)
    session.flush()
    assert due_gates.to_remind_ids(session, now=long_after, limit=9) == []
    assert due_gates.to_escalate_ids(session, now=long_after, limit=9) == []
    released(session, country, hold)
    assert gate.due_on == due + WEEK  # five working days, and no day off among them
    assert (gate.remind_at, gate.escalate_at) == (remind + WEEK, escalate + WEEK)
    assert gate.stopped_at is None
    assert list(tables_against_events(session)) == []


def test_a_clock_that_does_not_stop_goes_on(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    before = the_gate(session, dossier).due_on
    hold = held(session, country, dossier, clock_stops=False)
    assert not hold.clock_stops
    released(session, country, hold)
    assert the_gate(session, dossier).due_on == before


def test_several_holds_are_one_pause_and_the_clock_stands_until_the_last(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    gate = the_gate(session, dossier)
    due = gate.due_on
    assert due is not None
    first = held(session, country, dossier)
    assert held(session, country, dossier, document="13/TB-TTr") is first
    second = held(session, country, dossier, HoldCause.PRESS, days=1)
    released(session, country, first)
    assert fresh(session, dossier).held_since == NOW
    assert gate.due_on is None
    with pytest.raises(OnHold):
        decide_as(session, dossier)
    released(session, country, second, days=14)
    assert released(session, country, second, days=20).released_at == NOW + 2 * WEEK
    assert fresh(session, dossier).held_since is None
    assert gate.due_on == due + 2 * WEEK
    kinds = [entry.kind for entry in timeline(session, dossier.id)]
    assert kinds.count(EventKind.HOLD_PLACED) == 2
    assert kinds.count(EventKind.HOLD_RELEASED) == 2
    pass_gate(session, dossier, now=NOW + 2 * WEEK)
    assert gate.state is GateState.PASSED
    assert list(tables_against_events(session)) == []


@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        ("member1", NotAllowedHere),  # asked there, and runs no desk
        ("dan", DossierNotFound),
        ("auditor", NotAllowedHere),
    ],
)
def test_who_may_not_hold(session: Session, by: str, refusal: type[Exception]) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    with pytest.raises(refusal):
        held(session, country, dossier, by=by)
    assert fresh(session, dossier).held_since is None


def test_the_desk_where_it_lies_may_hold_and_a_hold_rests_on_a_paper(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    with pytest.raises(HoldDocumentMissing):
        held(session, country, dossier, by="minister", document=" ")
    assert held(session, country, dossier, by="minister").placed_by_id == country["minister"].id


def test_the_cause_is_told_to_the_desk_where_it_lies_and_to_the_board_only(
    session: Session,
) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-ttg")
    pass_gate(session, dossier)  # the council of the ministry; it goes to the board
    while the_gate(session, dossier).body_id == country.bodies["bo-tu-phap"].id:
        pass_gate(session, dossier)
    held(session, country, dossier)
    session.flush()

    def told(name: str) -> tuple[bool, object, object]:
        viewer = viewer_of(session, country[name].id, on=date(2024, 11, 26))
        assert viewer is not None
        entries = dossier_page(session, viewer, dossier.code).timeline
        [one] = [entry for entry in entries if entry.kind is EventKind.HOLD_PLACED]
        return "cause" in one.facts, one.texts.get("reason"), one.actor_name

    why = "Có đơn tố cáo, đang xác minh"
    assert told("secretariat") == (True, why, "Dương Thị Mai")
    assert told("board_head") == (True, why, "Dương Thị Mai")
    assert told("alice") == told("appraiser") == (False, None, None)
