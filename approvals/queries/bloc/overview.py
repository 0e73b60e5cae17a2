"""A bloc's year at a glance: each step, and which member has done its part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from approvals.domain.bloc_year import Counted
from approvals.queries.bloc import registrations, reports, scores, visits, votes, years
from approvals.queries.bloc.scores import Scoring
from approvals.queries.bloc.visits import Visit
from approvals.queries.bloc.years import BlocYear
from models.bloc_year import (
    Agreement,
    AgreementSignature,
    BlocElection,
    MemberReport,
    RaisedMatter,
    Recommendation,
    RegistrationPeriod,
    ReportRound,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voting:
    """A vote: which members have voted, and, once it is closed, what was counted."""

    vote: Recommendation
    voters: Sequence[UUID]
    counted: Sequence[Counted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """A report: who has sent theirs."""

    asked: ReportRound
    sent: Mapping[UUID, MemberReport]

    def late(self, member_id: UUID, today: date) -> bool:
        """Whether a member owes its report past the day."""
        open_ = self.asked.closed_at is None
        return open_ and member_id not in self.sent and self.asked.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`elected` for this year; `following` for the next. `registered`: how much, by member."""

    found: BlocYear
    elected: BlocElection | None
    following: BlocElection | None
    agreement: Agreement | None
    signatures: Mapping[UUID, AgreementSignature]
    period: RegistrationPeriod | None
    registered: Mapping[UUID, int]
    votings: Sequence[Voting]
    reportings: Sequence[Reporting]
    matters: Sequence[RaisedMatter]
    scoring: Scoring | None
    visits: Sequence[Visit]

    def overdue_visits(self, today: date) -> int:
        """How many visits were not held by their day."""
        return sum(one.overdue(today) for one in self.visits)


def overview(session: Session, found: BlocYear) -> Overview:
    bloc_id, year = found.bloc.id, found.year
    agreement = years.agreement(session, bloc_id, year)
    wishes = registrations.registered(session, bloc_id, year)
    reportings = [
        Reporting(asked=one, sent=reports.sent(session, one.id))
        for one in reports.of_year(session, bloc_id, year)
    ]
    return Overview(
        found=found,
        elected=years.election(session, bloc_id, year),
        following=years.election(session, bloc_id, year + 1),
        agreement=agreement,
        signatures=years.signatures(session, agreement.id) if agreement else {},
        period=registrations.period(session, bloc_id, year),
        registered={
            member_id: sum(one.count for one in theirs) for member_id, theirs in wishes.items()
        },
        votings=[voting(session, found, one) for one in votes.of_year(session, bloc_id, year)],
        reportings=reportings,
        matters=reports.matters_of(session, [one.asked.id for one in reportings]),
        scoring=scores.scoring(session, bloc_id, year),
        visits=visits.of_year(session, bloc_id, year),
    )


def voting(session: Session, found: BlocYear, vote: Recommendation) -> Voting:
    """A vote as everybody in the bloc may know it: nothing is counted while it is open."""
    counted = votes.counted_of(session, vote, members=len(found.members)) if vote.closed_at else []
    return Voting(vote=vote, voters=votes.voters(session, vote.id), counted=counted)
