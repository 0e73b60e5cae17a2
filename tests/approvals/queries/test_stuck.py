"""What is stuck: figures and lists agree, and stay within what the viewer may see."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import Session

from approvals.commands.survey import survey
from approvals.queries.dossier_list import of_ids
from approvals.queries.stuck import Figures, Scope, StageCount, busiest, figures, stuck_ids
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import Choice, Stage
from tests.builders import NOW, Country, a_country, a_dossier, decide_as, pass_gate
from tests.counting import statements
from tests.listing import names, seen_by
from tests.opening import everybody_opens

LATER = NOW + timedelta(days=90)


def surveyed(session: Session, now: datetime) -> None:
    """Once the engine has looked at everything."""
    session.flush()
    session.execute(delete(Wake))
    survey(session, now=now)


def seen(
    session: Session, country: Country, name: str, now: datetime, scope: Scope | None = None
) -> Figures:
    surveyed(session, now)
    return figures(session, seen_by(session, country, name), scope or Scope(), now=now)


def listed(
    session: Session, country: Country, now: datetime, scope: Scope, **how: str
) -> list[str]:
    surveyed(session, now)
    viewer = seen_by(session, country, "secretariat")
    page = stuck_ids(session, viewer, scope, limit=10, **how)  # type: ignore[arg-type]
    return names(of_ids(session, viewer, page.rows))


def returned(session: Session, country: Country, dossier: Dossier, now: datetime) -> None:
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id, now=now)


def test_it_counts_by_stage_state_and_cause(session: Session) -> None:
    country = a_country(session)
    for number in range(2):
        everybody_opens(session, a_dossier(session, country, number=f"{number}/TTr"))
    returned(session, country, a_dossier(session, country, number="3/TTr"), NOW)
    pass_gate(session, a_dossier(session, country, number="4/TTr"))
    found = seen(session, country, "secretariat", LATER)
    assert found.stages == [
        StageCount(Stage.UNIT, under_review=2, overdue=2, returned=1),
        StageCount(Stage.BLOC, under_review=0, overdue=0, returned=0),
        StageCount(Stage.CENTRAL_BOARD, under_review=0, overdue=0, returned=0),
        StageCount(Stage.FINAL_AUTHORITY, under_review=1, overdue=1, returned=0),
    ]
    assert [(one.cause.code, one.dossiers, one.since) for one in found.causes] == [
        ("waiting_for_unit", 1, NOW),
        ("quorum_short", 2, NOW),
        ("past_due", 1, NOW),
    ]
    assert (found.open, found.stuck) == (4, 4)


def test_the_longest_where_it_is_comes_first(session: Session) -> None:
    country = a_country(session)
    for name, days in (("Hai", 10), ("Một", 0), ("Ba", 20)):
        a_dossier(session, country, name=name, number=f"{days}/TTr", now=NOW + timedelta(days=days))
    back = a_dossier(session, country, name="Trả lại", number="back/TTr")
    returned(session, country, back, NOW + timedelta(days=15))
    everything = Scope()
    assert listed(session, country, LATER, everything) == ["Một", "Hai", "Trả lại", "Ba"]
    assert listed(session, country, LATER, everything, cause="waiting_for_unit") == ["Trả lại"]


def test_a_scope_narrows_figures_and_list_alike(session: Session) -> None:
    country = a_country(session)
    a_dossier(session, country, "bk-bo", name="Bộ", number="1/TTr")
    above = a_dossier(session, country, "cstdtq", name="Toàn quốc", number="2/TTr")
    pass_gate(session, above)
    assert country.campaign is not None
    by_scope = {
        Scope(award="bk-bo"): ["Bộ"],
        Scope(stage=Stage.CENTRAL_BOARD): ["Toàn quốc"],
        Scope(at="ban-tdkt-trung-uong"): ["Toàn quốc"],
        Scope(body="bo-tu-phap", stage=Stage.UNIT): ["Bộ"],
        Scope(campaign=country.campaign.slug, award="bk-bo"): ["Bộ"],
        Scope(campaign="none"): [],
        Scope(body="ban-tdkt-trung-uong"): [],
    }
    for scope, expected in by_scope.items():
        assert listed(session, country, LATER, scope) == expected, scope
        assert seen(session, country, "secretariat", LATER, scope).stuck == len(expected), scope


def test_bodies_are_listed_by_what_they_have_before_them(session: Session) -> None:
    country = a_country(session)
    a_dossier(session, country, number="1/TTr")
    for number in ("2/TTr", "3/TTr"):
        dossier = a_dossier(session, country, "cstdtq", number=number)
        pass_gate(session, dossier, now=NOW + timedelta(days=1))
    now = NOW + timedelta(days=2)
    surveyed(session, now)
    found = busiest(session, seen_by(session, country, "secretariat"), Scope(), now=now)
    assert [(one.body.slug, one.under_review, one.overdue, one.since) for one in found] == [
        ("ban-tdkt-trung-uong", 2, 0, NOW + timedelta(days=1)),
        ("bo-tu-phap", 1, 0, NOW),
    ]


def test_dans_dashboard_knows_nothing_of_alices(session: Session) -> None:
    country = a_country(session)
    a_dossier(session, country)
    assert seen(session, country, "alice", LATER).stuck == 1
    found = seen(session, country, "dan", LATER)
    assert (found.open, found.stuck) == (0, 0)
    assert busiest(session, seen_by(session, country, "dan"), Scope(), now=LATER) == []


@pytest.mark.parametrize("many", [1, 8])
def test_it_takes_the_same_number_of_queries_however_much_there_is(
    session: Session, many: int
) -> None:
    country = a_country(session)
    for number in range(many):
        a_dossier(session, country, number=f"{number}/TTr")
    surveyed(session, LATER)
    viewer = seen_by(session, country, "secretariat")
    with statements(session.connection()) as sent:
        figures(session, viewer, Scope(), now=LATER)
        busiest(session, viewer, Scope(), now=LATER)
        ids = stuck_ids(session, viewer, Scope(), limit=10)
        of_ids(session, viewer, ids.rows)
    assert len(sent) == 8
