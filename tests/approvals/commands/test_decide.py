"""Deciding: who may, what it moves, and that it happens once."""

import pytest
from sqlmodel import Session, select

from approvals.commands.decide import Decide, decide
from approvals.commands.numbering import Numbered
from approvals.domain.refusals.deciding import (
    AlreadyDecided,
    BallotAlreadyCast,
    ChoiceNotOffered,
    DossierChanged,
    GateAlreadyClosed,
    NotYourTurn,
    ReasonNeeded,
)
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.queries import gates
from approvals.queries.events import timeline
from models.enums import Choice, DossierState, GateState, NomineeKind, Proof, Role, Stage
from models.gates import Ballot
from tests.builders import (
    NOW,
    a_country,
    a_dossier,
    active,
    decide_as,
    fresh,
    pass_gate,
    the_gate,
)

ROUTES = {
    ("bk-bo", NomineeKind.INDIVIDUAL): ["unit", "final_authority"],
    ("cstdtq", NomineeKind.INDIVIDUAL): ["unit", "central_board", "final_authority"],
    ("bk-ttg", NomineeKind.INDIVIDUAL): ["unit", "central_board", "final_authority"],
    ("bk-ttg", NomineeKind.COLLECTIVE): ["unit", "bloc", "central_board", "final_authority"],
    ("co-cp", NomineeKind.COLLECTIVE): ["unit", "bloc", "central_board", "final_authority"],
}


@pytest.mark.parametrize(("award", "kind"), ROUTES)
def test_each_award_takes_its_own_route_to_the_award(
    session: Session, award: str, kind: NomineeKind
) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, award, kind=kind)
    met = []
    while fresh(session, dossier).state is DossierState.UNDER_REVIEW:
        met.append(the_gate(session, dossier).stage.value)
        pass_gate(session, dossier)
    assert met == ROUTES[award, kind]
    assert fresh(session, dossier).state is DossierState.AWARDED
    assert fresh(session, dossier).closed_at == NOW


def test_a_council_settles_as_soon_as_the_answer_is_certain(session: Session) -> None:
    dossier = a_dossier(session, a_country(session, council=5))
    gate = the_gate(session, dossier)
    assert gate.members == 5
    receipts = [decide_as(session, dossier) for _ in range(4)]
    # Three of five are enough to pass, the fourth makes the quorum of two thirds.
    assert [receipt.gate_state for receipt in receipts] == ["open", "open", "open", "passed"]
    assert the_gate(session, dossier).stage is Stage.FINAL_AUTHORITY


def test_votes_against_decline_as_soon_as_the_pass_is_out_of_reach(session: Session) -> None:
    dossier = a_dossier(session, a_country(session, council=5))
    for _ in range(2):
        assert decide_as(session, dossier, Choice.REJECT).gate_state is GateState.OPEN
    assert decide_as(session, dossier, Choice.REJECT).gate_state is GateState.REJECTED
    assert fresh(session, dossier).state is DossierState.DECLINED


def test_a_secret_ballot_keeps_no_voter_no_moment_and_no_reason(session: Session) -> None:
    dossier = a_dossier(session, a_country(session, council=5), "bk-ttg")
    gate = the_gate(session, dossier)
    decide_as(session, dossier, reason="Vì tôi quen người này")
    assert session.exec(select(Ballot).where(Ballot.gate_id == gate.id)).all() == []
    assert (gate.box_yes, gate.box_no) == (1, 0)
    decided = timeline(session, dossier.id)[-1]
    assert decided.facts["choice"] is None
    assert decided.texts == {}


def test_an_appraiser_reports_before_the_head_signs(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    ((assignment, person),) = active(session, dossier)
    assert (assignment.role, person.id) == (Role.APPRAISER, country["appraiser"].id)
    head = next(
        one
        for one, who in gates.assignments_of(session, assignment.gate_id)
        if who.id == country["board_head"].id
    )
    with pytest.raises(NotYourTurn):
        decide(
            session,
            Decide(assignment_id=head.id, person_id=head.person_id, choice=Choice.PASS),
            now=NOW,
        )
    with pytest.raises(ReasonNeeded):
        decide_as(session, dossier, reason="  ")
    assert decide_as(session, dossier, Choice.REJECT, reason="Thiếu sáng kiến").gate_state == "open"
    ((signing, who),) = active(session, dossier)
    assert (signing.role, who.id) == (Role.SIGNATORY, country["board_head"].id)
    assert decide_as(session, dossier).gate_state is GateState.PASSED


def test_the_same_decision_again_gets_the_same_receipt(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    (assignment, person), *_ = active(session, dossier)
    command = Decide(assignment_id=assignment.id, person_id=person.id, choice=Choice.PASS)
    first = decide(session, command, now=NOW)
    version = fresh(session, dossier).version
    again = decide(session, command, now=NOW.replace(hour=5))
    assert not first.repeated
    assert again.repeated
    assert (again.choice, again.decided_at) == (first.choice, first.decided_at)
    assert fresh(session, dossier).version == version
    with pytest.raises(AlreadyDecided) as refused:
        decide(
            session,
            Decide(
                assignment_id=assignment.id,
                person_id=person.id,
                choice=Choice.REJECT,
                reason="Nghĩ lại",
            ),
            now=NOW,
        )
    assert refused.value.facts == {"choice": Choice.PASS, "decided_at": NOW}


def test_a_secret_ballot_cannot_be_changed_into_a_return(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-ttg")
    assignment = next(one for one, who in active(session, dossier) if who.id == country["chair"].id)
    cast = Decide(assignment_id=assignment.id, person_id=country["chair"].id, choice=Choice.PASS)
    decide(session, cast, now=NOW)
    assert decide(session, cast, now=NOW).choice is None
    with pytest.raises(BallotAlreadyCast):
        decide(
            session,
            Decide(
                assignment_id=assignment.id,
                person_id=country["chair"].id,
                choice=Choice.RETURN,
                reason="Thiếu biên bản",
            ),
            now=NOW,
        )


def test_only_the_chair_of_a_council_may_return_a_dossier(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    with pytest.raises(ChoiceNotOffered):
        decide_as(session, dossier, Choice.RETURN, person_id=country["member1"].id)
    with pytest.raises(ReasonNeeded):
        decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id, reason="")
    receipt = decide_as(
        session, dossier, Choice.RETURN, person_id=country["chair"].id, reason="Thiếu báo cáo"
    )
    assert receipt.gate_state is GateState.RETURNED
    assert fresh(session, dossier).state is DossierState.RETURNED
    assert fresh(session, dossier).closed_at is None


def test_a_closed_gate_takes_no_more_decisions(session: Session) -> None:
    country = a_country(session, council=5)
    dossier = a_dossier(session, country)
    late, person = active(session, dossier)[-1]
    for _ in range(4):
        decide_as(session, dossier)
    with pytest.raises(GateAlreadyClosed):
        decide(
            session,
            Decide(assignment_id=late.id, person_id=person.id, choice=Choice.PASS),
            now=NOW,
        )


def test_somebody_elses_assignment_does_not_exist_for_you(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    (assignment, _), *_ = active(session, dossier)
    with pytest.raises(AssignmentNotFound):
        decide(
            session,
            Decide(assignment_id=assignment.id, person_id=country["dan"].id, choice=Choice.PASS),
            now=NOW,
        )


def test_a_decision_on_an_older_version_is_refused(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    seen = fresh(session, dossier).version
    decide_as(session, dossier)
    (assignment, person), *_ = active(session, dossier)
    with pytest.raises(DossierChanged):
        decide(
            session,
            Decide(
                assignment_id=assignment.id,
                person_id=person.id,
                choice=Choice.PASS,
                if_version=seen,
            ),
            now=NOW,
        )


def test_the_signed_papers_number_is_kept_at_the_last_gate(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    ((assignment, person),) = active(session, dossier)
    decide(
        session,
        Decide(
            assignment_id=assignment.id,
            person_id=person.id,
            choice=Choice.PASS,
            numbered=Numbered(typed="1960/QĐ-BTP"),
            proof=Proof.PASSKEY,
        ),
        now=NOW,
    )
    assert fresh(session, dossier).decision_number == "1960/QĐ-BTP"
