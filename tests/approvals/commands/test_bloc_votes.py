"""A bloc votes on whom to recommend: once each, counted at the end, a tie settled openly."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from approvals.commands.bloc.close_vote import CloseVote, close_vote
from approvals.domain.refusals import blocs as refused
from approvals.queries import rules
from approvals.queries.bloc.leaders import Asked, led_bloc
from approvals.queries.findings import findings_of_list
from models.enums import NomineeKind
from tests.bloc_year import (
    INSPECTORATE,
    a_vote,
    by,
    id_of,
    one_more_member,
    votes,
    with_inspector,
)
from tests.builders import MINISTRY, NOW, TODAY, Country, a_country, a_nomination

YEAR = TODAY.year


@pytest.fixture
def country(session: Session) -> Country:
    return with_inspector(session, a_country(session))


def test_each_member_votes_once_and_not_on_itself(session: Session, country: Country) -> None:
    vote = a_vote(session, country)
    with pytest.raises(refused.VoteIncomplete):
        votes(session, country, vote, "minister", MINISTRY, ministry=True, inspectorate=True)
    votes(session, country, vote, "minister", MINISTRY, inspectorate=True)
    with pytest.raises(refused.MemberVoted):
        votes(session, country, vote, "minister", MINISTRY, inspectorate=False)
    closing = CloseVote(**by(country, "inspector"), recommendation_id=vote.id)
    with pytest.raises(refused.VotesOutstanding):
        close_vote(session, closing, now=NOW)
    with pytest.raises(refused.VoteAlreadyOpen):
        a_vote(session, country)


def test_a_tie_is_settled_by_somebody_who_says_how(session: Session, country: Country) -> None:
    third = "bo-tai-chinh"
    joined = one_more_member(session, country, third)
    vote = a_vote(session, country, MINISTRY, INSPECTORATE)
    votes(session, country, vote, "minister", MINISTRY, inspectorate=True)
    votes(session, country, vote, "inspector", INSPECTORATE, ministry=True)
    votes(session, country, vote, joined, third, ministry=True, inspectorate=True)
    closing = CloseVote(**by(country, "inspector"), recommendation_id=vote.id)
    with pytest.raises(refused.LeaderUnsettled):
        close_vote(session, closing, now=NOW)
    assert _led(session, country) == {}  # nobody is known to lead, or not to, before the count
    chosen = replace(closing, leader_id=id_of(country, MINISTRY), note="Khối thống nhất")
    close_vote(session, chosen, now=NOW)
    session.flush()
    assert _led(session, country) == {MINISTRY: True, INSPECTORATE: False}
    assert _led(session, country, award="bk-ttg") == {}
    assert _led(session, country, year=YEAR - 1) == {}
    with pytest.raises(refused.VoteNotOpen):
        votes(session, country, vote, "minister", MINISTRY, inspectorate=True)


def test_a_list_says_whom_the_bloc_did_not_vote_its_leader(
    session: Session, country: Country
) -> None:
    joined = one_more_member(session, country, "bo-tai-chinh")
    vote = a_vote(session, country, MINISTRY, INSPECTORATE)
    votes(session, country, vote, "minister", MINISTRY, inspectorate=True)
    votes(session, country, vote, "inspector", INSPECTORATE, ministry=False)
    votes(session, country, vote, joined, "bo-tai-chinh", ministry=False, inspectorate=True)
    assert _found(session, country) == [["to_check"], ["to_check"]]
    close_vote(session, CloseVote(**by(country, "inspector"), recommendation_id=vote.id), now=NOW)
    assert _found(session, country) == [["not_bloc_leader", "to_check"], ["to_check"]]


def _found(session: Session, country: Country) -> list[list[str]]:
    """What guards say of the flag for the ministry, and for the inspectorate."""
    session.flush()
    lines = [
        a_nomination("co-cp", kind=NomineeKind.COLLECTIVE, name=country.bodies[slug].name)
        for slug in (MINISTRY, INSPECTORATE)
    ]
    slugs = (MINISTRY, INSPECTORATE)
    lines = [replace(line, body_slug=slug) for line, slug in zip(lines, slugs, strict=True)]
    found = findings_of_list(
        session,
        lines,
        rules.rule_set_in_force(session, TODAY),
        body_id=id_of(country, MINISTRY),
        campaign_id=country.campaign.id,  # type: ignore[union-attr]
        on=TODAY,
    )
    codes = ("not_bloc_leader", "to_check")
    return [
        [one.code for one in found if one.line == line and one.code in codes] for line in (0, 1)
    ]


def _led(
    session: Session, country: Country, *, award: str = "co-cp", year: int = YEAR
) -> dict[str, bool]:
    slugs = {id_of(country, slug): slug for slug in (MINISTRY, INSPECTORATE)}
    session.flush()
    led = led_bloc(session, [Asked(body_id, year, award) for body_id in slugs])
    return {slugs[one.body_id]: led_it for one, led_it in led.items()}
