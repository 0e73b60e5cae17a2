"""What is stuck: figures and lists agree, and stay within what the viewer may see."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from approvals.queries.dossier_filters import Trouble
from approvals.queries.overview import Overview, StageCount, overview
from models.enums import AssignmentState, Choice, DossierState, Stage
from tests.builders import NOW, a_country, a_dossier, active, decide_as, pass_gate
from tests.counting import statements
from tests.listing import names, seen_by

LATER = NOW + timedelta(days=90)


def test_it_counts_by_stage_and_state(session: Session) -> None:
    country = a_country(session)
    for number in range(2):
        a_dossier(session, country, number=f"{number}/TTr")
    returned = a_dossier(session, country, number="3/TTr")
    decide_as(session, returned, Choice.RETURN, person_id=country["chair"].id)
    pass_gate(session, a_dossier(session, country, number="4/TTr"))
    seen = overview(session, seen_by(session, country, "secretariat"), now=LATER)
    assert seen.states == {DossierState.UNDER_REVIEW: 3, DossierState.RETURNED: 1}
    assert seen.stages == [
        StageCount(Stage.UNIT, under_review=2, overdue=2, returned=1),
        StageCount(Stage.BLOC, under_review=0, overdue=0, returned=0),
        StageCount(Stage.CENTRAL_BOARD, under_review=0, overdue=0, returned=0),
        StageCount(Stage.FINAL_AUTHORITY, under_review=1, overdue=1, returned=0),
    ]
    assert seen.troubles[Trouble.OVERDUE] == 3


def test_the_longest_overdue_and_the_longest_waiting_come_first(session: Session) -> None:
    country = a_country(session)
    for name, days in (("Hai", 10), ("Một", 0), ("Ba", 20)):
        a_dossier(session, country, name=name, number=f"{days}/TTr", now=NOW + timedelta(days=days))
    seen = overview(session, seen_by(session, country, "secretariat"), now=LATER)
    assert names(seen.overdue) == ["Một", "Hai", "Ba"]
    assert names(seen.waiting) == ["Một", "Hai", "Ba"]


def test_what_waits_for_the_unit_is_sorted_by_when_it_was_returned(session: Session) -> None:
    country = a_country(session)
    for name, days in (("Sau", 2), ("Trước", 1)):
        dossier = a_dossier(session, country, name=name, number=f"{days}/TTr")
        moment = NOW + timedelta(days=days)
        decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id, now=moment)
    seen = overview(session, seen_by(session, country, "secretariat"), now=LATER)
    assert names(seen.returned) == ["Trước", "Sau"]
    assert [row.since for row in seen.returned] == [
        NOW + timedelta(days=1),
        NOW + timedelta(days=2),
    ]


def test_bodies_are_listed_by_what_they_have_before_them(session: Session) -> None:
    country = a_country(session)
    a_dossier(session, country, number="1/TTr")
    for number in ("2/TTr", "3/TTr"):
        dossier = a_dossier(session, country, "cstdtq", number=number)
        pass_gate(session, dossier, now=NOW + timedelta(days=1))
    seen = overview(session, seen_by(session, country, "secretariat"), now=NOW + timedelta(days=2))
    assert [(one.body.slug, one.under_review, one.overdue, one.since) for one in seen.bodies] == [
        ("ban-tdkt-trung-uong", 2, 0, NOW + timedelta(days=1)),
        ("bo-tu-phap", 1, 0, NOW),
    ]


def test_a_gate_that_asks_nobody_is_named(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    for assignment, _ in active(session, dossier):
        assignment.state = AssignmentState.CLOSED
    session.flush()
    seen = overview(session, seen_by(session, country, "secretariat"), now=NOW)
    assert names(seen.nobody_asked) == ["Cao Thị Quỳnh"]
    assert seen.troubles == {
        Trouble.OVERDUE: 0,
        Trouble.NOBODY_ASKED: 1,
        Trouble.MAIL_REFUSED: 0,
    }


def test_dans_overview_knows_nothing_of_alices(session: Session) -> None:
    country = a_country(session)
    a_dossier(session, country)
    seen = overview(session, seen_by(session, country, "dan"), now=LATER)
    assert seen == Overview(
        states={},
        stages=[StageCount(stage, 0, 0, 0) for stage in Stage],
        troubles=dict.fromkeys(Trouble, 0),
        overdue=[],
        waiting=[],
        nobody_asked=[],
        unreached=[],
        returned=[],
        bodies=[],
    )


@pytest.mark.parametrize("many", [1, 8])
def test_it_takes_the_same_number_of_queries_however_much_there_is(
    session: Session, many: int
) -> None:
    country = a_country(session)
    for number in range(many):
        a_dossier(session, country, number=f"{number}/TTr")
    viewer = seen_by(session, country, "secretariat")
    with statements(session.connection()) as sent:
        overview(session, viewer, now=LATER)
    assert len(sent) == 22
