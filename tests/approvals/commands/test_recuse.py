"""Somebody steps back from one dossier: another is asked, or the council counts anew."""

import pytest
from sqlmodel import Session

from approvals.commands.administer import add_seat
from approvals.commands.cover import StandIn, cover
from approvals.commands.reassign import Reassign, reassign
from approvals.commands.recuse import Recuse, recuse
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.seat_gate import seat_gate
from approvals.domain.refusals.deciding import GateAlreadyClosed, NotEligible
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.queries import due_gates, gates, standing_in
from approvals.queries.events import timeline
from core.clock import local_date
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, DossierState, Office, Role
from models.gates import Assignment
from tests.builders import (
    BOARD,
    MINISTRY,
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    a_person_in,
    active,
    decide_as,
    fresh,
    pass_gate,
    the_gate,
)

WHY = "Người được đề nghị là em ruột của tôi"


def steps_back(session: Session, dossier: Dossier, person_id: object = None) -> Assignment | None:
    """Whoever's turn it is, or the one named, steps back; who follows."""
    assignment, who = next(
        (one, who) for one, who in active(session, dossier) if person_id in {None, who.id}
    )
    command = Recuse(assignment_id=assignment.id, person_id=who.id, reason=WHY)
    return recuse(session, command, now=NOW)


def at_the_minister(session: Session, country: Country) -> Dossier:
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    return dossier


def at_the_board(session: Session, country: Country) -> Dossier:
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    return dossier


def test_where_one_person_decides_the_next_who_may_is_asked(session: Session) -> None:
    country = a_country(session)
    deputy = a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.HEAD)
    dossier = at_the_minister(session, country)
    ((first, _),) = active(session, dossier)
    follower = steps_back(session, dossier)
    assert active(session, dossier) == [(follower, deputy)]
    assert (first.state, first.excluded_because) == (AssignmentState.EXCLUDED, "recused")
    *_, recused, activated = timeline(session, dossier.id)
    assert (recused.kind, recused.actor_id) == ("assignment.recused", country["minister"].id)
    assert (recused.texts, recused.facts["for"]) == ({"reason": WHY}, None)
    assert (activated.kind, activated.facts["person"]) == ("assignment.activated", str(deputy.id))


def test_without_another_the_gate_is_vacant_until_somebody_holds_the_seat(
    session: Session,
) -> None:
    country = a_country(session)
    dossier = at_the_minister(session, country)
    assert steps_back(session, dossier) is None
    gate = the_gate(session, dossier)
    assert active(session, dossier) == []
    assert due_gates.vacant_ids(session, limit=9) == [gate.id]
    assert seat_gate(session, gate.id, now=NOW) == 0
    deputy = a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.HEAD)
    assert seat_gate(session, gate.id, now=NOW) == 1
    assert [who for _, who in active(session, dossier)] == [deputy]


def test_the_head_waits_until_another_appraiser_has_reported(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    gate = the_gate(session, dossier)
    assert steps_back(session, dossier) is None
    assert due_gates.vacant_ids(session, limit=9) == [gate.id]
    add_seat(
        session,
        body_slug=BOARD,
        office=Office.APPRAISER,
        email=country["secretariat"].email,
        valid_from=TODAY,
        now=NOW,
    )
    assert seat_gate(session, gate.id, now=NOW) == 1
    assert [who for _, who in active(session, dossier)] == [country["secretariat"]]
    decide_as(session, dossier)
    assert [one.role for one, _ in active(session, dossier)] == [Role.SIGNATORY]


def test_the_head_may_step_back_before_their_turn(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_board(session, country)
    deputy = a_person_in(session, country, "deputy", "Mai Văn Rạng", BOARD, Office.HEAD)
    gate_id = the_gate(session, dossier).id
    head = next(
        one for one, who in gates.assignments_of(session, gate_id) if one.role is Role.SIGNATORY
    )
    command = Recuse(assignment_id=head.id, person_id=head.person_id, reason=WHY)
    follower = recuse(session, command, now=NOW)
    assert follower is not None
    assert (follower.person_id, follower.state) == (deputy.id, AssignmentState.WAITING)
    decide_as(session, dossier)
    assert [who for _, who in active(session, dossier)] == [deputy]


def test_a_council_goes_on_without_a_member_who_still_counts(session: Session) -> None:
    country = a_country(session, council=5)
    dossier = a_dossier(session, country)  # 51 % of five: three
    gate = the_gate(session, dossier)
    assert steps_back(session, dossier, country["member1"].id) is None
    assert fresh(session, dossier).state is DossierState.UNDER_REVIEW
    assert gate.members == 5
    assert len(active(session, dossier)) == 4
    for _ in range(4):
        assert the_gate(session, dossier).id == gate.id
        decide_as(session, dossier)
    assert the_gate(session, dossier).id != gate.id
    settled = next(e for e in timeline(session, dossier.id) if e.kind == "gate.settled")
    assert settled.facts["members"] == 5
    assert settled.facts["excluded"] == 1


def test_stepping_back_settles_a_gate_that_can_no_longer_pass(session: Session) -> None:
    country = a_country(session, council=5)
    dossier = a_dossier(session, country, "cstdtq")  # 90 % of five: all of them
    steps_back(session, dossier, country["member1"].id)
    assert fresh(session, dossier).state is DossierState.DECLINED
    kinds = [entry.kind.value for entry in timeline(session, dossier.id)][-3:]
    assert kinds == ["assignment.recused", "gate.settled", "dossier.declined"]


def test_whoever_stepped_back_is_not_asked_about_it_again(session: Session) -> None:
    """Neither in the next round, nor by handing a duty over, nor as somebody's cover."""
    country = a_country(session, council=5)
    dossier = a_dossier(session, country)
    member = country["member1"]
    steps_back(session, dossier, member.id)
    decide_as(
        session, dossier, Choice.RETURN, person_id=country["chair"].id, reason="Thiếu báo cáo"
    )
    alice = country["alice"].id
    resubmit(session, Resubmit(dossier_id=dossier.id, person_id=alice, note="Đã bổ sung"), now=NOW)
    assert member not in [who for _, who in active(session, dossier)]
    pass_gate(session, dossier)
    ((assignment, minister),) = active(session, dossier)
    change = Reassign(
        assignment_id=assignment.id,
        to_person_id=member.id,
        by_person_id=country["secretariat"].id,
    )
    with pytest.raises(NotEligible) as refused:
        reassign(session, change, now=NOW)
    assert refused.value.facts == {"because": "recused"}
    stand_in(session, country, member.id)
    assert standing_in.for_assignments(session, [assignment.id], on=local_date(NOW)) == {}
    assert minister == country["minister"]


def stand_in(session: Session, country: Country, acting_id: object) -> None:
    """Somebody acts for the minister."""
    minister, today = country["minister"].id, local_date(NOW)
    fields = {"absent_id": minister, "acting_id": acting_id, "by_person_id": minister}
    cover(session, StandIn(**fields, starts_on=today, ends_on=today), now=NOW)  # type: ignore[arg-type]


def test_whoever_acts_for_somebody_leaves_the_task_to_them(session: Session) -> None:
    country = a_country(session)
    deputy = a_person_in(session, country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY)
    dossier = at_the_minister(session, country)
    stand_in(session, country, deputy.id)
    ((assignment, _),) = active(session, dossier)
    command = Recuse(assignment_id=assignment.id, person_id=deputy.id, reason=WHY)
    assert recuse(session, command, now=NOW) is None
    assert active(session, dossier) == [(assignment, country["minister"])]
    assert standing_in.for_assignments(session, [assignment.id], on=local_date(NOW)) == {}
    last = timeline(session, dossier.id)[-1]
    assert (last.actor_id, last.facts["for"]) == (deputy.id, str(country["minister"].id))
    with pytest.raises(AssignmentNotFound):
        recuse(session, command, now=NOW)


def test_who_has_decided_or_is_not_asked_steps_back_from_nothing(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    (assignment, person), *_ = active(session, dossier)
    elsewhere = Recuse(assignment_id=assignment.id, person_id=country["dan"].id, reason=WHY)
    with pytest.raises(AssignmentNotFound):
        recuse(session, elsewhere, now=NOW)
    decide_as(session, dossier, person_id=person.id)
    with pytest.raises(GateAlreadyClosed):
        recuse(
            session,
            Recuse(assignment_id=assignment.id, person_id=person.id, reason=WHY),
            now=NOW,
        )
