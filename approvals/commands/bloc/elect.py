"""The members elected who leads the bloc next year: that makes next year's memberships."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.commands.journaling import bloc_joined
from approvals.domain.refusals.blocs import (
    AlreadyElected,
    ElectionMiscounted,
    MemberUnknown,
    OneBodyTwice,
)
from approvals.queries import journal
from approvals.queries.bloc import years
from models.bloc_year import BlocElection
from models.bodies import BlocMembership
from models.enums import BlocRole, EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Elect(InBloc):
    """`year` is the one that is summed up; who is elected leads in the next."""

    held_on: date
    votes_cast: int
    head_id: UUID
    head_votes: int
    deputy_id: UUID | None = None
    deputy_votes: int = 0


def elect(session: Session, command: Elect, *, now: datetime) -> BlocElection:
    """Enter the election, and this year's members for the next one with their new roles.

    Who was entered for the next year already stays, with the role that the election gives. Raises
    `BlocNotFound`, `NotAllowedHere`, `AlreadyElected`, `MemberUnknown`, `OneBodyTwice`,
    `ElectionMiscounted`.
    """
    found, following = leading(session, command, now=now), command.year + 1
    if years.election(session, command.bloc_id, following) is not None:
        raise AlreadyElected(year=following)
    if found.member(command.head_id) is None:
        raise MemberUnknown().at("head")
    if command.deputy_id is not None and found.member(command.deputy_id) is None:
        raise MemberUnknown().at("deputy")
    if command.deputy_id == command.head_id:
        raise OneBodyTwice
    most = max(command.head_votes, command.deputy_votes)
    if not 0 <= most <= command.votes_cast <= len(found.members):
        raise ElectionMiscounted(members=len(found.members))
    election = BlocElection(
        bloc_id=command.bloc_id,
        year=following,
        held_on=command.held_on,
        votes_cast=command.votes_cast,
        head_id=command.head_id,
        head_votes=command.head_votes,
        deputy_id=command.deputy_id,
        deputy_votes=command.deputy_votes if command.deputy_id else 0,
        entered_by_id=command.by_person_id,
        entered_at=now,
    )
    session.add(election)
    note(
        session,
        EventKind.BLOC_ELECTED,
        command,
        now=now,
        facts={
            "held_on": command.held_on.isoformat(),
            "votes_cast": election.votes_cast,
            "head": str(election.head_id),
            "head_votes": election.head_votes,
            "deputy": str(election.deputy_id) if election.deputy_id else None,
            "deputy_votes": election.deputy_votes,
        },
    )
    ids = [one.body.id for one in found.members]
    _enter_members(session, command, following, ids, now=now)
    return election


def _enter_members(
    session: Session, command: Elect, year: int, ids: list[UUID], *, now: datetime
) -> None:
    known = {one.member_id: one for one in years.memberships(session, command.bloc_id, year)}
    for one in known.values():
        one.role = BlocRole.MEMBER
    session.flush()  # there is one head a year: the old one steps back first
    for member_id in dict.fromkeys([*known, *ids]):
        membership = known.get(member_id) or BlocMembership(
            bloc_id=command.bloc_id, member_id=member_id, year=year
        )
        membership.role = _role(command, member_id)
        session.add(membership)
        chain = journal.for_update(session)
        bloc_joined(session, chain, membership, by_id=command.by_person_id, now=now)


def _role(command: Elect, member_id: UUID) -> BlocRole:
    if member_id == command.head_id:
        return BlocRole.HEAD
    return BlocRole.DEPUTY if member_id == command.deputy_id else BlocRole.MEMBER
