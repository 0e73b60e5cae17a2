"""The votes are counted once all members have voted, and it is said who leads the bloc."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.domain.bloc_year import Counted
from approvals.domain.bloc_year import leading as most_votes
from approvals.domain.refusals.blocs import LeaderUnsettled, VoteNotFound, VotesOutstanding
from approvals.queries.bloc import votes
from core.vietnamese import clean
from models.bloc_year import Recommendation
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVote(InBloc):
    """`leader_id` and `note` are asked for where several have the most votes."""

    recommendation_id: UUID
    leader_id: UUID | None = None
    note: str = ""


def close_vote(session: Session, command: CloseVote, *, now: datetime) -> Recommendation:
    """Nobody leads where nobody has enough votes. Repeating it changes nothing.

    Raises `BlocNotFound`, `NotAllowedHere`, `VoteNotFound`, `VotesOutstanding`, `LeaderUnsettled`.
    """
    found = leading(session, command, now=now)
    vote = votes.in_bloc(session, command.bloc_id, command.year, command.recommendation_id)
    if vote is None:
        raise VoteNotFound
    if vote.closed_at is not None:
        return vote
    members = {one.body.id for one in found.members}
    missing = len(members - set(votes.voters(session, vote.id)))
    if missing:
        raise VotesOutstanding(missing=missing)
    candidates = votes.counted_of(session, vote, members=len(members))
    vote.leader_id, vote.note = _leader(command, candidates)
    vote.closed_at = now
    note(
        session,
        EventKind.RECOMMENDATION_CLOSED,
        command,
        now=now,
        facts={
            "recommendation": str(vote.id),
            "members": len(members),
            "votes": [
                {
                    "member": str(one.member_id),
                    "in_favour": one.in_favour,
                    "against": one.against,
                    "passed": one.passed,
                }
                for one in candidates
            ],
            "leader": str(vote.leader_id) if vote.leader_id else None,
        },
        texts={"note": vote.note},
    )
    return vote


def _leader(command: CloseVote, candidates: list[Counted]) -> tuple[UUID | None, str]:
    first = most_votes(candidates)
    if len(first) <= 1:
        return (first[0] if first else None), ""
    said = clean(command.note)[:500]
    if command.leader_id not in first or not said:
        raise LeaderUnsettled
    return command.leader_id, said
