"""Returning and sending again, withdrawing, reassigning, reminding, escalating."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from approvals.commands.administer import add_seat
from approvals.commands.escalate import escalate
from approvals.commands.remind import remind
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.seat_gate import seat_gate
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.refusals.deciding import ActionNotAllowed, NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.queries import due_gates, gates
from approvals.queries.events import timeline
from approvals.queries.flow import Place, place_of
from core.ids import uuid7
from models.bodies import Seat
from models.dossiers import Dossier
from models.enums import (
    AssignmentState,
    Choice,
    DossierState,
    GateState,
    Office,
    Stage,
)
from tests.builders import (
    NOW,
    PRIME_MINISTER,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    fresh,
    pass_gate,
    the_gate,
)


def returned(session: Session, country: Country) -> Dossier:
    dossier = a_dossier(session, country)
    decide_as(
        session,
        dossier,
        Choice.RETURN,
        person_id=country["chair"].id,
        reason="Thiếu báo cáo thành tích",
    )
    return dossier


def test_a_returned_dossier_comes_back_to_the_same_stage_in_the_next_round(
    session: Session,
) -> None:
    country = a_country(session)
    dossier = returned(session, country)
    assert place_of(session, dossier.id) == Place("returned:unit:1", open=True)
    resubmit(
        session,
        Resubmit(
            dossier_id=dossier.id,
            person_id=country["alice"].id,
            note="Đã bổ sung báo cáo",
            achievements="Chủ trì ba đề án.",
        ),
        now=NOW + timedelta(days=3),
    )
    gate = the_gate(session, dossier)
    assert (gate.stage, gate.round, gate.state) == (Stage.UNIT, 2, GateState.OPEN)
    assert gate.due_on == date(2024, 12, 13), "ten working days from the complete dossier"
    assert fresh(session, dossier).achievements == "Chủ trì ba đề án."
    assert len(active(session, dossier)) == 5, "whoever returned it judges it again"
    assert place_of(session, dossier.id) == Place("unit:2", open=True)


def test_only_returned_dossiers_are_sent_again_and_only_by_their_unit(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    again = Resubmit(dossier_id=dossier.id, person_id=country["alice"].id)
    with pytest.raises(ActionNotAllowed):
        resubmit(session, again, now=NOW)
    dossier = a_dossier(session, country, number="110/TTr-BTP")
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)
    for who, refusal in (("dan", DossierNotFound), ("chair", NotAllowedHere)):
        with pytest.raises(refusal):
            resubmit(session, Resubmit(dossier_id=dossier.id, person_id=country[who].id), now=NOW)


def test_withdrawing_closes_the_gate_and_ends_the_dossier(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    gate = the_gate(session, dossier)
    withdraw(
        session,
        Withdraw(dossier_id=dossier.id, person_id=country["alice"].id, reason="Nộp nhầm"),
        now=NOW,
    )
    assert fresh(session, dossier).state is DossierState.WITHDRAWN
    assert gate.state is GateState.WITHDRAWN
    states = {one.state for one, _ in gates.assignments_of(session, gate.id)}
    assert states == {AssignmentState.CLOSED}
    assert place_of(session, dossier.id) == Place("withdrawn", open=False)
    last = timeline(session, dossier.id)[-1]
    assert (last.kind, last.texts) == ("dossier.withdrawn", {"reason": "Nộp nhầm"})
    with pytest.raises(ActionNotAllowed):
        withdraw(session, Withdraw(dossier_id=dossier.id, person_id=country["alice"].id), now=NOW)


def test_reminders_follow_one_another_and_then_stop(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-ttg")
    gate = the_gate(session, dossier)
    assert gate.due_on is not None
    assert remind(session, gate.id, now=NOW) is None, "not due yet"
    moments = []
    while gate.remind_at is not None:
        moments.append(gate.remind_at)
        asked = remind(session, gate.id, now=gate.remind_at)
        assert asked is not None
        assert len(asked) == 5
        session.refresh(gate)
    assert [moment.date().isoformat() for moment in moments] == ["2024-12-12", "2024-12-16"]


def test_a_gate_is_escalated_once(session: Session) -> None:
    country = a_country(session)
    gate = the_gate(session, a_dossier(session, country))
    assert gate.escalate_at is not None
    assert not escalate(session, gate.id, now=gate.escalate_at - timedelta(seconds=1))
    assert escalate(session, gate.id, now=gate.escalate_at)
    assert not escalate(session, gate.id, now=gate.escalate_at)


def test_a_gate_before_a_vacant_seat_opens_and_is_seated_later(session: Session) -> None:
    country = a_country(session)
    seat = session.exec(select(Seat).where(Seat.person_id == country["prime_minister"].id)).one()
    seat.valid_to = NOW.date() - timedelta(days=1)
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    pass_gate(session, dossier)
    gate = the_gate(session, dossier)
    assert (gate.stage, gates.assignments_of(session, gate.id)) == (Stage.FINAL_AUTHORITY, [])
    assert due_gates.vacant_ids(session, limit=10) == [gate.id]
    assert seat_gate(session, gate.id, now=NOW) == 0
    add_seat(
        session,
        body_slug=PRIME_MINISTER,
        office=Office.HEAD,
        email=country["prime_minister"].email,
        valid_from=NOW.date(),
        now=NOW,
    )
    assert seat_gate(session, gate.id, now=NOW) == 1
    assert seat_gate(session, gate.id, now=NOW) == 0, "asked already"
    assert due_gates.vacant_ids(session, limit=10) == []
    pass_gate(session, dossier)
    assert fresh(session, dossier).state is DossierState.AWARDED


def test_an_unknown_gate_is_nobodys_reminder(session: Session) -> None:
    assert remind(session, uuid7(), now=NOW) is None
    assert not escalate(session, uuid7(), now=NOW)
    assert seat_gate(session, uuid7(), now=NOW) == 0
