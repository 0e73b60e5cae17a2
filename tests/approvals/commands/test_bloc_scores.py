"""Scores and visits of a bloc's year: who may, when, and what is never decided silently."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc
from approvals.commands.bloc.appraise_score import appraise_score
from approvals.commands.bloc.close_scoring import close_scoring
from approvals.commands.bloc.close_visit import CloseVisit, close_visit
from approvals.commands.bloc.plan_visit import plan_visit
from approvals.commands.bloc.record_visit import RecordVisit, record_visit
from approvals.commands.bloc.score_self import score_self
from approvals.commands.bloc.set_criteria import set_criteria
from approvals.domain.refusals import scoring as refused
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries.bloc import visits
from approvals.queries.bloc.scores import scoring
from tests.bloc_scores import appraised, criteria, self_score, visit
from tests.bloc_year import INSPECTORATE, by, id_of, with_inspector
from tests.builders import BLOC, MINISTRY, NOW, TODAY, Country, a_country

YEAR = TODAY.year


@pytest.fixture
def country(session: Session) -> Country:
    return with_inspector(session, a_country(session))


def test_criteria_stand_once_somebody_scored_itself(session: Session, country: Country) -> None:
    with pytest.raises(NotAllowedHere):
        set_criteria(session, criteria(country, "minister"), now=NOW)
    unclear = replace(criteria(country), bonus=(("Sáng kiến", None),))
    with pytest.raises(refused.CriterionUnclear):
        set_criteria(session, unclear, now=NOW)
    sheet = set_criteria(session, criteria(country), now=NOW)
    score_self(session, self_score(session, country, "50", "5"), now=NOW)
    with pytest.raises(refused.SheetSettled):
        set_criteria(session, replace(criteria(country), bonus=()), now=NOW)
    later = replace(criteria(country), appraised_by=TODAY + timedelta(days=90))
    assert set_criteria(session, later, now=NOW) is sheet


def test_points_are_appraised_with_a_reason_and_then_stand(
    session: Session, country: Country
) -> None:
    set_criteria(session, criteria(country), now=NOW)
    with pytest.raises(refused.NotScoredYet):
        appraise_score(session, appraised(session, country, MINISTRY, "50", "5"), now=NOW)
    with pytest.raises(refused.PointsOutOfRange):
        score_self(session, self_score(session, country, "61", "5"), now=NOW)
    score_self(session, self_score(session, country, "55,5", "5"), now=NOW)
    by_alice = replace(
        appraised(session, country, MINISTRY, "50", "5"), by_person_id=country["alice"].id
    )
    with pytest.raises(NotAllowedHere):
        appraise_score(session, by_alice, now=NOW)
    with pytest.raises(refused.AppraisalReasonMissing):
        appraise_score(session, appraised(session, country, MINISTRY, "50", "5"), now=NOW)
    reason = appraised(session, country, MINISTRY, "50", "5", note="Thiếu minh chứng")
    appraise_score(session, reason, now=NOW)
    with pytest.raises(refused.ScoreAppraised):
        score_self(session, self_score(session, country, "60", "5"), now=NOW)
    found = scoring(session, country.bodies[BLOC].id, YEAR)
    assert found is not None
    ministry = id_of(country, MINISTRY)
    assert (found.own(ministry).all, found.appraised(ministry).all) == (
        Decimal("60.5"),
        Decimal(55),
    )


def test_a_tie_stays_a_tie_when_scores_are_closed(session: Session, country: Country) -> None:
    set_criteria(session, criteria(country), now=NOW)
    closing = InBloc(**by(country, "inspector"))
    for name, slug in (("alice", MINISTRY), ("inspector", INSPECTORATE)):
        score_self(session, self_score(session, country, "50", "5", name, slug), now=NOW)
    with pytest.raises(refused.AppraisalsOutstanding):
        close_scoring(session, closing, now=NOW)
    for slug in (MINISTRY, INSPECTORATE):
        appraise_score(session, appraised(session, country, slug, "50", "5"), now=NOW)
    close_scoring(session, closing, now=NOW)
    found = scoring(session, country.bodies[BLOC].id, YEAR)
    assert found is not None
    ranks: Sequence[tuple[int, bool]] = [(one.rank, one.tied) for one in found.ranks().values()]
    assert ranks == [(1, True), (1, True)]
    with pytest.raises(refused.ScoringOver):
        score_self(session, self_score(session, country, "1", "1"), now=NOW)


def test_a_visit_is_planned_held_and_closed(session: Session, country: Country) -> None:
    with pytest.raises(refused.HostVisitsItself):
        plan_visit(session, visit(country, INSPECTORATE, INSPECTORATE), now=NOW)
    with pytest.raises(refused.VisitorMissing):
        plan_visit(session, visit(country, INSPECTORATE), now=NOW)
    planned = plan_visit(session, visit(country, INSPECTORATE, MINISTRY), now=NOW)
    (known,) = visits.of_year(session, country.bodies[BLOC].id, YEAR)
    assert (known.overdue(TODAY), known.overdue(TODAY + timedelta(days=6))) == (False, True)
    held = RecordVisit(
        **by(country, "dan"), visit_id=planned.id, held_on=TODAY, findings="Sổ sách đầy đủ"
    )
    closing = CloseVisit(**by(country, "inspector"), visit_id=planned.id, conclusion="Không có gì")
    with pytest.raises(NotAllowedHere):
        record_visit(session, held, now=NOW)
    with pytest.raises(refused.VisitNotHeld):
        close_visit(session, closing, now=NOW)
    by_alice = replace(held, by_person_id=country["alice"].id)
    record_visit(session, by_alice, now=NOW)
    with pytest.raises(refused.VisitHeld):
        plan_visit(session, visit(country, INSPECTORATE, MINISTRY), now=NOW)
    with pytest.raises(refused.FollowUpMissing):
        close_visit(session, replace(closing, conclusion=" "), now=NOW)
    close_visit(session, closing, now=NOW)
    with pytest.raises(refused.VisitClosed):
        record_visit(session, by_alice, now=NOW)
