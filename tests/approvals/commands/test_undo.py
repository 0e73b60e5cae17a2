"""Taking a decision back: for an hour, until somebody decides after it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from approvals.commands.undo import Undo, undo
from approvals.domain.refusals.deciding import BallotAlreadyCast
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.domain.undoing import NothingToUndo, TooLateToUndo
from approvals.history.chain import first_break
from approvals.queries import gates
from approvals.queries.events import chain_of, timeline
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, DossierState, EventKind, GateState, Role, Stage
from models.gates import Assignment, Gate
from tests.builders import (
    NOW,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    fresh,
    pass_gate,
    the_gate,
)

SOON = NOW + timedelta(minutes=20)


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def at_the_minister(session: Session, country: Country) -> Dossier:
    """The ministry's own award: its council has voted, the minister signs."""
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    return dossier


def the_duty(session: Session, dossier: Dossier, state: AssignmentState) -> Assignment:
    """The newest duty in a state, at any gate of the dossier."""
    found = [
        assignment
        for gate in gates.gates_of(session, dossier.id)
        for assignment, _ in gates.assignments_of(session, gate.id)
        if assignment.state is state
    ]
    return found[-1]


def taken_back(session: Session, assignment: Assignment, *, at: object = SOON) -> Assignment:
    return undo(
        session,
        Undo(assignment_id=assignment.id, person_id=assignment.person_id),
        now=at,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("choice", [Choice.PASS, Choice.REJECT, Choice.RETURN])
def test_a_last_word_is_taken_back_and_said_anew(
    session: Session, country: Country, choice: Choice
) -> None:
    dossier = at_the_minister(session, country)
    gate = the_gate(session, dossier)
    due = gate.due_on
    decide_as(session, dossier, choice)
    assert dossier.state is not DossierState.UNDER_REVIEW

    again = taken_back(session, the_duty(session, dossier, AssignmentState.DECIDED))

    dossier = fresh(session, dossier)
    assert (dossier.state, dossier.stage, dossier.closed_at) == (
        DossierState.UNDER_REVIEW,
        Stage.FINAL_AUTHORITY,
        None,
    )
    assert (the_gate(session, dossier).id, gate.due_on) == (gate.id, due)
    assert [assignment.id for assignment, _ in active(session, dossier)] == [again.id]
    decide_as(session, dossier, Choice.PASS, now=SOON)
    assert fresh(session, dossier).state is DossierState.AWARDED


def test_the_next_gate_ends_and_opens_again_when_the_decision_is_said_anew(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    decide_as(session, dossier)  # the appraiser reports
    decide_as(session, dossier)  # the head signs
    recalled = the_gate(session, dossier)
    assert recalled.stage is Stage.FINAL_AUTHORITY

    taken_back(session, the_duty(session, dossier, AssignmentState.DECIDED))

    assert recalled.state is GateState.UNDONE
    closed = [assignment.state for assignment, _ in gates.assignments_of(session, recalled.id)]
    assert set(closed) == {AssignmentState.CLOSED}
    assert the_gate(session, dossier).stage is Stage.CENTRAL_BOARD
    decide_as(session, dossier, now=SOON)
    assert the_gate(session, dossier).stage is Stage.FINAL_AUTHORITY
    assert the_gate(session, dossier).id != recalled.id


def test_a_report_is_taken_back_and_the_head_waits_again(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    decide_as(session, dossier)

    again = taken_back(session, the_duty(session, dossier, AssignmentState.DECIDED))

    assert [(one.id, one.role) for one, _ in active(session, dossier)] == [
        (again.id, Role.APPRAISER)
    ]
    decide_as(session, dossier, now=SOON)
    assert [one.role for one, _ in active(session, dossier)] == [Role.SIGNATORY]


def test_the_chair_who_returned_is_asked_again_with_everybody_who_was_freed(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    asked = len(active(session, dossier))
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)
    taken_back(session, the_duty(session, dossier, AssignmentState.DECIDED))
    assert len(active(session, dossier)) == asked
    pass_gate(session, dossier, now=SOON)
    assert fresh(session, dossier).stage is Stage.FINAL_AUTHORITY


def test_a_secret_ballot_stays_in_the_box(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, "bk-ttg")
    decide_as(session, dossier)
    with pytest.raises(BallotAlreadyCast):
        taken_back(session, the_duty(session, dossier, AssignmentState.DECIDED))


def test_it_is_too_late_after_an_hour(session: Session, country: Country) -> None:
    dossier = at_the_minister(session, country)
    decide_as(session, dossier)
    duty = the_duty(session, dossier, AssignmentState.DECIDED)
    with pytest.raises(TooLateToUndo):
        taken_back(session, duty, at=NOW + timedelta(hours=1))
    taken_back(session, duty, at=NOW + timedelta(minutes=59, seconds=59))


def test_it_is_too_late_once_somebody_decided_at_the_next_gate(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country, "cstdtq")
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)
    returned = the_duty(session, dossier, AssignmentState.DECIDED)
    taken_back(session, returned)
    pass_gate(session, dossier, now=SOON)
    decide_as(session, dossier, now=SOON)
    reported = the_duty(session, dossier, AssignmentState.DECIDED)
    decide_as(session, dossier, now=SOON)
    with pytest.raises(TooLateToUndo):
        taken_back(session, reported, at=SOON)
    signed = the_duty(session, dossier, AssignmentState.DECIDED)
    decide_as(session, dossier, now=SOON)
    with pytest.raises(TooLateToUndo):
        taken_back(session, signed, at=SOON)


def test_only_whoever_decided_takes_it_back(session: Session, country: Country) -> None:
    dossier = at_the_minister(session, country)
    duty, _ = active(session, dossier)[0]
    with pytest.raises(NothingToUndo):
        taken_back(session, duty)
    decide_as(session, dossier)
    for name in ("alice", "secretariat", "chair"):
        command = Undo(assignment_id=duty.id, person_id=country[name].id)
        with pytest.raises(AssignmentNotFound):
            undo(session, command, now=SOON)


def test_taking_back_twice_is_taking_back_once(session: Session, country: Country) -> None:
    dossier = at_the_minister(session, country)
    decide_as(session, dossier)
    duty = the_duty(session, dossier, AssignmentState.DECIDED)
    assert taken_back(session, duty).id == taken_back(session, duty).id
    kinds = [entry.kind for entry in timeline(session, dossier.id)]
    assert kinds.count(EventKind.DECISION_UNDONE) == 1
    assert first_break(chain_of(session, dossier.id)) is None
    assert len(session.exec(select(Gate).where(Gate.dossier_id == dossier.id)).all()) == 2
