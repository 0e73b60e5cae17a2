"""Whom the members of blocs voted their leaders, as far as it is known."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from models.bloc_year import Recommendation
from models.bodies import BlocMembership


class Asked(NamedTuple):
    """Whether a body led its bloc in a year, by the vote on this award."""

    body_id: UUID
    year: int
    award: str


def led_bloc(session: Session, asked: Collection[Asked]) -> dict[Asked, bool]:
    """Who did and who did not; nobody is named whose blocs have not all counted their votes.

    Not whose turn it was to be its head: who came first. In one query, however many are asked.
    """
    if not asked:
        return {}
    of_the_bloc = (col(Recommendation.bloc_id) == col(BlocMembership.bloc_id)) & (
        col(Recommendation.year) == col(BlocMembership.year)
    )
    rows = session.exec(
        select(BlocMembership, Recommendation)
        .join(Recommendation, of_the_bloc, isouter=True)
        .where(
            col(BlocMembership.member_id).in_({one.body_id for one in asked}),
            col(BlocMembership.year).in_({one.year for one in asked}),
        )
    ).all()
    blocs: dict[tuple[UUID, int], set[UUID]] = {}
    votes: dict[tuple[UUID, int, str], Recommendation] = {}
    for place, vote in rows:
        blocs.setdefault((place.member_id, place.year), set()).add(place.bloc_id)
        if vote is not None:
            votes[vote.bloc_id, vote.year, vote.award_code] = vote
    found = {}
    for one in asked:
        own = blocs.get((one.body_id, one.year), set())
        cast = [votes.get((bloc_id, one.year, one.award)) for bloc_id in own]
        if any(vote is not None and vote.leader_id == one.body_id for vote in cast):
            found[one] = True
        elif cast and all(vote is not None and vote.closed_at is not None for vote in cast):
            found[one] = False
    return found
