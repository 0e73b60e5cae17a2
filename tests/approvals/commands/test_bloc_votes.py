"""A bloc votes on whom to recommend: once each, counted at the end, a tie settled openly."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from approvals.commands.bloc.close_vote import CloseVote, close_vote
from approvals.domain.refusals import blocs as refused
from approvals.queries.bloc.years import led_bloc
from tests.bloc_year import (
    INSPECTORATE,
    a_vote,
    by,
    id_of,
    one_more_member,
    votes,
    with_inspector,
)
from tests.builders import BLOC, MINISTRY, NOW, TODAY, Country, a_country

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
    chosen = replace(closing, leader_id=id_of(country, MINISTRY), note="Khối thống nhất")
    close_vote(session, chosen, now=NOW)
    session.flush()
    assert led_bloc(session, id_of(country, MINISTRY), YEAR) == country.bodies[BLOC]
    assert led_bloc(session, id_of(country, INSPECTORATE), YEAR) is None
    with pytest.raises(refused.VoteNotOpen):
        votes(session, country, vote, "minister", MINISTRY, inspectorate=True)
