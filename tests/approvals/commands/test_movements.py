"""Movements: who enters them, what is refused, and what lists of nominees answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from approvals.commands.movements.change_movement import ChangeMovement, change_movement
from approvals.commands.movements.sum_up_movement import SumUpMovement, sum_up_movement
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.refusals import movements as refused
from approvals.domain.refusals.blocs import ResultsMissing
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries import movements
from approvals.queries.visibility import viewer_of
from core.ids import uuid7
from models.dossiers import Dossier
from models.emulation import MovementLevel, MovementPart, MovementSummary
from models.movements import Movement, MovementReview
from tests.bloc_year import INSPECTORATE, with_inspector
from tests.builders import (
    BLOC,
    LIST,
    MINISTRY,
    NOW,
    TODAY,
    Country,
    a_country,
    a_nomination,
    a_submission,
    pass_gate,
)
from tests.movements import a_movement, a_whole_movement, said


@pytest.fixture
def country(session: Session) -> Country:
    return with_inspector(session, a_country(session))


def test_the_desk_that_launches_it_or_leads_the_bloc_enters_a_movement(
    session: Session, country: Country
) -> None:
    bloc = country.bodies[BLOC].id
    for name, launched_by in (("dan", country.bodies[MINISTRY].id), ("alice", bloc)):
        with pytest.raises(NotAllowedHere):
            a_movement(session, country, name, launched_by_id=launched_by)
    assert a_movement(session, country, "inspector", launched_by_id=bloc, scope_id=bloc)
    central: dict[str, Any] = {"level": MovementLevel.CENTRAL, "scope_id": None}
    with pytest.raises(refused.LevelOfTheBoard):
        a_movement(session, country, **central)
    assert a_movement(session, country, "secretariat", **central).scope_id is None


def test_what_does_not_fit_together_is_refused(session: Session, country: Country) -> None:
    body = frozenset({country.bodies[INSPECTORATE].id})
    with pytest.raises(refused.MovementNameMissing):
        a_movement(session, country, name="  ")
    with pytest.raises(refused.BodyInTwoParts):
        a_movement(session, country, leading=body, coordinating=body)
    day_before = TODAY - timedelta(days=101)
    with pytest.raises(refused.DaysOutOfOrder) as out:
        a_movement(session, country, reviews={MovementSummary.FINAL: day_before})
    assert out.value.field == "final"


def test_a_change_keeps_a_summary_that_was_held(session: Session, country: Country) -> None:
    movement = a_whole_movement(session, country)
    session.flush()
    later = {one: TODAY + timedelta(days=50) for one in MovementSummary}
    command = ChangeMovement(
        movement_id=movement.id,
        by_person_id=country["minister"].id,
        said=said(country, reviews=later, ends_on=None),
    )
    change_movement(session, command, now=NOW)
    session.flush()
    days = {one.summary: (one.due_on, one.held_on) for one in _reviews(session, movement)}
    assert days == {
        MovementSummary.HALF_TERM: (TODAY - timedelta(days=1), TODAY),
        MovementSummary.FINAL: (TODAY + timedelta(days=50), None),
    }
    assert movements.parts_of(session, movement.id)[MovementPart.LEAD] == []
    with pytest.raises(refused.MovementNotFound):
        change_movement(session, replace(command, movement_id=uuid7()), now=NOW)


def test_the_board_is_reminded_until_a_movement_is_summed_up(
    session: Session, country: Country
) -> None:
    movement = a_movement(session, country)
    session.flush()
    assert [one for _, one in movements.reviews_due(session, by=TODAY)] == [movement]
    command = SumUpMovement(
        movement_id=movement.id,
        by_person_id=country["alice"].id,
        summary=MovementSummary.HALF_TERM,
        held_on=TODAY + timedelta(days=1),
        results="Đạt",
    )
    with pytest.raises(refused.DayAhead):
        sum_up_movement(session, command, now=NOW)
    with pytest.raises(ResultsMissing):
        sum_up_movement(session, replace(command, held_on=TODAY, results=" "), now=NOW)
    sum_up_movement(session, replace(command, held_on=TODAY), now=NOW)
    session.flush()
    assert movements.reviews_due(session, by=TODAY) == []


def test_a_list_answers_a_movement_of_its_body_and_counts_there(
    session: Session, country: Country
) -> None:
    movement = a_movement(session, country)
    others = a_movement(
        session, country, "inspector",
        launched_by_id=country.bodies[INSPECTORATE].id,
        scope_id=country.bodies[INSPECTORATE].id,
    )  # fmt: skip
    with pytest.raises(refused.MovementNotYours):
        a_submission(session, country, movement_id=others.id)
    awarded = _answering(session, country, movement, "1/TTr")
    pass_gate(session, awarded)
    pass_gate(session, awarded)
    back = _answering(session, country, movement, "2/TTr")
    withdraw(
        session,
        Withdraw(dossier_id=back.id, person_id=country["alice"].id, reason="Nhầm"),
        now=NOW,
    )
    a_submission(session, country, a_nomination(number=LIST), movement_id=movement.id)
    session.flush()
    by_id = {row.movement.id: row for row in movements.rows(session)}
    assert (by_id[movement.id].nominated, by_id[movement.id].awarded) == (2, 1)
    assert by_id[movement.id].unrewarded_for(TODAY) is None
    assert by_id[others.id].unrewarded_for(TODAY) == 100
    for name, bodies in (("alice", [MINISTRY]), ("dan", [])):
        viewer = viewer_of(session, country[name].id, on=TODAY)
        assert viewer is not None
        shares = movements.by_body(session, viewer, movement.id)
        assert [share.body.slug for share in shares] == bodies


def test_a_blocs_movement_is_answered_by_its_members(session: Session, country: Country) -> None:
    bloc = country.bodies[BLOC].id
    movement = a_movement(session, country, "inspector", launched_by_id=bloc, scope_id=bloc)
    session.flush()
    for slug, expected in ((MINISTRY, [movement]), ("bo-tai-chinh", [])):
        assert movements.open_to(session, country.bodies[slug].id, on=TODAY) == expected
    (count,) = movements.movement_counts(session, TODAY.year)
    assert (count.in_bloc, count.running, count.launched) == (True, 1, 1)


def _answering(session: Session, country: Country, movement: Movement, number: str) -> Dossier:
    filed = a_submission(
        session, country, a_nomination(number=number), number=number, movement_id=movement.id
    )
    return session.exec(select(Dossier).where(Dossier.submission_id == filed.id)).one()


def _reviews(session: Session, movement: Movement) -> list[MovementReview]:
    return movements.reviews_of(session, movement.id)
