"""A member's head votes on every candidate at once. That it voted is kept; how, nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, for_member, note
from approvals.domain.refusals.blocs import MemberVoted, VoteIncomplete, VoteNotFound, VoteNotOpen
from approvals.queries import rules
from approvals.queries.bloc import votes
from models.bloc_year import RecommendationVoter
from models.enums import EventKind, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote(InBloc):
    """`choices`: by candidate, whether it is recommended."""

    recommendation_id: UUID
    member_id: UUID
    choices: Mapping[UUID, bool]


def cast_vote(session: Session, command: CastVote, *, now: datetime) -> None:
    """Final at once: a vote that nobody can tell apart cannot be found again to be changed.

    Where the rules let no member vote on itself, its own line is left out. Raises `BlocNotFound`,
    `MemberUnknown`, `NotAllowedHere`, `VoteNotFound`, `VoteNotOpen`, `MemberVoted`,
    `VoteIncomplete`.
    """
    for_member(session, command, command.member_id, Office.HEAD, now=now)
    vote = votes.in_bloc(session, command.bloc_id, command.year, command.recommendation_id)
    if vote is None:
        raise VoteNotFound
    if vote.closed_at is not None:
        raise VoteNotOpen
    if command.member_id in votes.voters(session, vote.id):
        raise MemberVoted
    rule = votes.rule_of(rules.rule_set(session, vote.rule_set_id), vote.award_code)
    boxes = [
        box
        for box in votes.boxes(session, vote.id)
        if rule.own_body.value or box.member_id != command.member_id
    ]
    if {box.member_id for box in boxes} != set(command.choices):
        raise VoteIncomplete
    for box in boxes:
        if command.choices[box.member_id]:
            box.in_favour += 1
        else:
            box.against += 1
    session.add(
        RecommendationVoter(recommendation_id=vote.id, member_id=command.member_id, voted_at=now)
    )
    facts = {"recommendation": str(vote.id), "member": str(command.member_id)}
    note(session, EventKind.RECOMMENDATION_VOTED, command, now=now, facts=facts)
