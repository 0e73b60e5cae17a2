"""The head of a body gives an award of its own instead of proposing one upward."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from approvals.commands.settle_here import own_awards_at, settle_here
from approvals.domain.refusals.deciding import ActionNotAllowed, NotAllowedHere, NotEligible
from approvals.domain.refusals.holding import OnHold
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.settling_here import (
    CouncilIsVoting,
    EndsHereAnyway,
    NoOwnAward,
    NotOwnAward,
    SettlingUnexplained,
)
from approvals.history.comparing import tables_against_events
from approvals.queries import dossiers, flow_by_day, gates, nominee_record
from approvals.queries.events import timeline
from approvals.queries.settled_here import Kin, kin_of
from models.dossiers import Submission
from models.enums import AssignmentState, Choice, DossierState, EventKind, GateState, Stage
from models.open_dossiers import FlowByDay, FlowStep
from notifications import announcing
from tests.approvals.commands.conduct import on_hold_and_taken_back, put_on_hold
from tests.approvals.commands.settling import WHY, proposed_upward, settled, wish
from tests.builders import NOW, Country, a_country, a_dossier, active, decide_as, pass_gate
from tests.listing import seen_by


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def test_it_ends_and_another_goes_on_with_nominee_and_evidence(
    session: Session, country: Country, tmp_path: Path
) -> None:
    first = proposed_upward(session, country, tmp_path)
    gate = gates.open_gate(session, first.id)
    assert gate is not None
    offered = own_awards_at(session, seen_by(session, country, "minister"), first)
    assert "bk-bo" in {award.code for award in offered}
    fresh = settle_here(session, wish(country, first), now=NOW)
    session.flush()

    assert (first.state, first.closed_at) == (DossierState.SETTLED_HERE, NOW)
    assert gate.state is GateState.SETTLED_HERE
    asked = {one.state for one, _ in gates.assignments_of(session, gate.id)}
    assert asked == {AssignmentState.CLOSED}
    last = timeline(session, first.id)[-1]
    assert (last.kind, last.actor_id, last.texts) == (
        EventKind.DOSSIER_SETTLED_HERE,
        country["minister"].id,
        {"reason": WHY},
    )
    assert (last.facts["code"], last.facts["award"]) == (fresh.code, "bk-bo")

    assert (fresh.award_code, fresh.stage, fresh.submission_id, fresh.achievements) == (
        "bk-bo",
        Stage.UNIT,
        first.submission_id,
        first.achievements,
    )
    begun = timeline(session, fresh.id)[0]
    assert (begun.actor_id, begun.facts["settled_from"]) == (country["minister"].id, str(first.id))
    old, new = (dossiers.nominee_of(session, one) for one in (first, fresh))
    assert new.model_dump(exclude={"id"}) == old.model_dump(exclude={"id"})
    [before], [after] = (dossiers.attachments_of(session, one.id) for one in (first, fresh))
    assert (after.sha256, after.name) == (before.sha256, before.name)
    assert (kin_of(session, first), kin_of(session, fresh)) == (Kin(None, fresh), Kin(first, None))
    assert list(tables_against_events(session)) == []

    assert settle_here(session, wish(country, first), now=NOW) is fresh
    with pytest.raises(ActionNotAllowed):
        settle_here(session, wish(country, first, award_code="cstd-bo"), now=NOW)


def test_what_came_of_it_is_decided_like_any_other(
    session: Session, country: Country, tmp_path: Path
) -> None:
    fresh = settled(session, country, tmp_path)
    pass_gate(session, fresh)
    pass_gate(session, fresh)
    assert fresh.state is DossierState.AWARDED
    session.flush()
    assert list(tables_against_events(session)) == []
    who = nominee_record.identity_of(dossiers.nominee_of(session, fresh))
    known = nominee_record.known_of(session, [who])
    assert [past.award for past in known.record_of(who)] == ["bk-bo"]  # it was rewarded once
    year = session.get_one(Submission, fresh.submission_id).dated_on.year
    body_id = session.get_one(Submission, fresh.submission_id).body_id
    given = nominee_record.given_in_year(session, body_id, year, ["bk-ttg", "bk-bo"])
    assert given == {"bk-bo": 1}


def test_what_must_not_be_settled_is_refused(
    session: Session, country: Country, tmp_path: Path
) -> None:
    first = proposed_upward(session, country, tmp_path)
    for name in ("alice", "chair", "secretariat"):
        with pytest.raises(NotAllowedHere):
            settle_here(session, wish(country, first, person_id=country[name].id), now=NOW)
    with pytest.raises(DossierNotFound):
        settle_here(session, wish(country, first, person_id=country["dan"].id), now=NOW)
    with pytest.raises(NotOwnAward):
        settle_here(session, wish(country, first, award_code="cstdtq"), now=NOW)
    with pytest.raises(SettlingUnexplained):
        settle_here(session, wish(country, first, reason=" "), now=NOW)
    ours = a_dossier(session, country, number="196/TTr")
    with pytest.raises(EndsHereAnyway):
        settle_here(session, wish(country, ours), now=NOW)
    put_on_hold(session, country, ours)
    held = proposed_upward(session, country, tmp_path, "197/TTr")
    put_on_hold(session, country, held)
    with pytest.raises(OnHold):
        settle_here(session, wish(country, held), now=NOW)
    minister = seen_by(session, country, "minister")
    for one in (ours, held):
        assert own_awards_at(session, minister, one) == []


def test_a_vote_is_not_cut_short(session: Session, country: Country, tmp_path: Path) -> None:
    first = proposed_upward(session, country, tmp_path)
    member = next(who for _, who in active(session, first) if who.id != country["chair"].id)
    decide_as(session, first, Choice.REJECT, person_id=member.id)
    session.flush()
    with pytest.raises(CouncilIsVoting):
        settle_here(session, wish(country, first), now=NOW)
    assert own_awards_at(session, seen_by(session, country, "minister"), first) == []


def test_a_body_without_awards_of_its_own_has_none_to_give(
    session: Session, country: Country, tmp_path: Path
) -> None:
    first = proposed_upward(session, country, tmp_path)
    while first.stage is not Stage.CENTRAL_BOARD:
        pass_gate(session, first)
    with pytest.raises(NoOwnAward):
        settle_here(session, wish(country, first, person_id=country["board_head"].id), now=NOW)


def test_the_nominators_are_told_and_the_council_is_asked_about_the_new_one(
    session: Session, country: Country, tmp_path: Path
) -> None:
    fresh = settled(session, country, tmp_path)
    assert fresh.settled_from_id is not None
    assert announcing.announce(session, fresh.settled_from_id, now=NOW)
    assert announcing.announce(session, fresh.id, now=NOW)


def test_days_count_what_was_settled_and_what_was_taken_back(
    session: Session, country: Country, tmp_path: Path
) -> None:
    settled(session, country, tmp_path)
    on_hold_and_taken_back(session, country)
    session.flush()
    flow_by_day.renew(session)
    counted = session.exec(select(FlowByDay.step)).all()
    assert {FlowStep.SETTLED_HERE, FlowStep.AWARDED} <= set(counted)


def test_a_head_settles_nothing_that_they_nominated(session: Session, country: Country) -> None:
    first = a_dossier(session, country, "bk-ttg", email=country["minister"].email)
    with pytest.raises(NotEligible):
        settle_here(session, wish(country, first), now=NOW)
