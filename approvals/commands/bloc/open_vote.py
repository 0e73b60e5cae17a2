"""The head of a bloc puts members to the vote: which of them is recommended for an award."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.domain.refusals.blocs import (
    AwardNotVoted,
    MemberUnknown,
    NobodyPutForward,
    VoteAlreadyOpen,
)
from approvals.queries import rules
from approvals.queries.bloc import votes
from core.clock import local_date
from models.bloc_year import Recommendation, RecommendationCandidate
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVote(InBloc):
    award_code: str
    candidate_ids: Sequence[UUID]


def open_vote(session: Session, command: OpenVote, *, now: datetime) -> Recommendation:
    """By the rules in force today, which the vote keeps.

    Raises `BlocNotFound`, `NotAllowedHere`, `AwardNotVoted`, `NobodyPutForward`, `MemberUnknown`,
    `VoteAlreadyOpen`.
    """
    found = leading(session, command, now=now)
    rule_set = rules.rule_set_in_force(session, local_date(now))
    if command.award_code not in votes.voted_on(rule_set):
        raise AwardNotVoted(award=command.award_code)
    if not command.candidate_ids:
        raise NobodyPutForward
    if any(found.member(one) is None for one in command.candidate_ids):
        raise MemberUnknown().at("candidate")
    if votes.of_award(session, command.bloc_id, command.year, command.award_code) is not None:
        raise VoteAlreadyOpen
    vote = Recommendation(
        bloc_id=command.bloc_id,
        year=command.year,
        award_code=command.award_code,
        rule_set_id=rule_set.id,
        opened_by_id=command.by_person_id,
        opened_at=now,
    )
    session.add(vote)
    session.flush()  # candidates refer to it
    session.add_all(
        RecommendationCandidate(recommendation_id=vote.id, member_id=one)
        for one in dict.fromkeys(command.candidate_ids)
    )
    note(
        session,
        EventKind.RECOMMENDATION_OPENED,
        command,
        now=now,
        facts={
            "recommendation": str(vote.id),
            "award": vote.award_code,
            "rule_set": vote.rule_set_id,
            "candidates": [str(one) for one in dict.fromkeys(command.candidate_ids)],
        },
    )
    return vote
