"""What a bloc does in a year: who leads it, what was agreed, registered, voted and reported."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, Table, by_value, one_of
from models.enums import MatterKind, NomineeKind, ReportPeriod


class BlocElection(Table, table=True):
    """Who was elected, at the summary of the year before, to lead a bloc in a year."""

    __tablename__ = "bloc_election"
    __table_args__ = (
        UniqueConstraint("bloc_id", "year"),
        CheckConstraint("head_votes BETWEEN 0 AND votes_cast", name="head_counted"),
        CheckConstraint("deputy_votes BETWEEN 0 AND votes_cast", name="deputy_counted"),
    )

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int  # in which they lead
    held_on: date
    votes_cast: int
    head_id: UUID = Field(foreign_key="body.id")
    head_votes: int
    deputy_id: UUID | None = Field(default=None, foreign_key="body.id")
    deputy_votes: int = 0
    entered_by_id: UUID = Field(foreign_key="person.id")
    entered_at: datetime = Field(sa_type=Instant)


class Agreement(Table, table=True):
    """What the members of a bloc agree to strive for in a year (giao ước thi đua)."""

    __table_args__ = (UniqueConstraint("bloc_id", "year"),)

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int
    text: str
    dated_on: date
    written_by_id: UUID = Field(foreign_key="person.id")
    written_at: datetime = Field(sa_type=Instant)


class AgreementSignature(SQLModel, table=True):
    """A member's head signed the agreement."""

    __tablename__ = "agreement_signature"

    agreement_id: UUID = Field(foreign_key="agreement.id", primary_key=True)
    member_id: UUID = Field(foreign_key="body.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    signed_at: datetime = Field(sa_type=Instant)


class RegistrationPeriod(Table, table=True):
    """Until which day, included, the members of a bloc register what they strive for."""

    __tablename__ = "registration_period"
    __table_args__ = (UniqueConstraint("bloc_id", "year"),)

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int
    until: date


class Registration(Table, table=True):
    """What a member registered: an award for somebody named, or for so many of a kind."""

    __table_args__ = (
        one_of("kind", NomineeKind),
        CheckConstraint("count >= 1 AND (name = '' OR count = 1)", name="named_is_one"),
        Index("ix_registration_bloc", "bloc_id", "year", "member_id"),
    )

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int
    member_id: UUID = Field(foreign_key="body.id")
    award_code: str = Field(max_length=40)
    kind: NomineeKind = Field(sa_type=by_value(NomineeKind))
    count: int
    name: str = Field(default="", max_length=300)  # empty: so many, not named yet
    search_key: str = Field(default="", index=True)
    entered_by_id: UUID = Field(foreign_key="person.id")
    entered_at: datetime = Field(sa_type=Instant)


class Recommendation(Table, table=True):
    """A bloc votes on which of its members to recommend for an award (suy tôn)."""

    __table_args__ = (
        UniqueConstraint("bloc_id", "year", "award_code"),
        CheckConstraint("leader_id IS NULL OR closed_at IS NOT NULL", name="led_when_closed"),
    )

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int
    award_code: str = Field(max_length=40)
    rule_set_id: str = Field(max_length=40, foreign_key="rule_set.id")
    opened_by_id: UUID = Field(foreign_key="person.id")
    opened_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    leader_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)
    note: str = Field(default="", max_length=500)  # how a tie was settled


class RecommendationCandidate(SQLModel, table=True):
    """A member that is voted on, and the box of its votes: two sums, without names."""

    __tablename__ = "recommendation_candidate"
    __table_args__ = (CheckConstraint("in_favour >= 0 AND against >= 0", name="votes_counted"),)

    recommendation_id: UUID = Field(foreign_key="recommendation.id", primary_key=True)
    member_id: UUID = Field(foreign_key="body.id", primary_key=True)
    in_favour: int = 0
    against: int = 0


class RecommendationVoter(SQLModel, table=True):
    """That a member has voted; how, nothing tells."""

    __tablename__ = "recommendation_voter"

    recommendation_id: UUID = Field(foreign_key="recommendation.id", primary_key=True)
    member_id: UUID = Field(foreign_key="body.id", primary_key=True)
    voted_at: datetime = Field(sa_type=Instant)


class ReportRound(Table, table=True):
    """A bloc's report of half a year or a year: its members', merged and edited by the head."""

    __tablename__ = "report_round"
    __table_args__ = (
        one_of("period", ReportPeriod),
        UniqueConstraint("bloc_id", "year", "period"),
    )

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int
    period: ReportPeriod = Field(sa_type=by_value(ReportPeriod))
    due_on: date = Field(index=True)
    opened_by_id: UUID = Field(foreign_key="person.id")
    opened_at: datetime = Field(sa_type=Instant)
    results: str = ""  # these three are the bloc's own, once its head saved the draft
    obstacles: str = ""
    proposals: str = ""
    drafted_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class MemberReport(Table, table=True):
    """What one member reports."""

    __tablename__ = "member_report"
    __table_args__ = (UniqueConstraint("round_id", "member_id"),)

    round_id: UUID = Field(foreign_key="report_round.id")
    member_id: UUID = Field(foreign_key="body.id")
    results: str
    obstacles: str = ""
    proposals: str = ""
    sent_by_id: UUID = Field(foreign_key="person.id")
    sent_at: datetime = Field(sa_type=Instant)


class ReportFile(Table, table=True):
    """A picture, a clip or a paper beside a member's report; kept as evidence files are."""

    __tablename__ = "report_file"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        UniqueConstraint("report_id", "sha256"),
    )

    report_id: UUID = Field(foreign_key="member_report.id")
    name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int  # bytes
    sha256: str = Field(max_length=64)
    added_by_id: UUID = Field(foreign_key="person.id")
    added_at: datetime = Field(sa_type=Instant)


class ReportFigure(SQLModel, table=True):
    """A member's year in figures, counted from the record when the bloc's report was closed."""

    __tablename__ = "report_figure"

    round_id: UUID = Field(foreign_key="report_round.id", primary_key=True)
    member_id: UUID = Field(foreign_key="body.id", primary_key=True)
    registered: int
    under_way: int
    awarded: int
    declined: int
    withdrawn: int
    revoked: int
    returned: int  # times that a dossier was sent back
    held: int


class RaisedMatter(Table, table=True):
    """An obstacle or a proposal that a bloc sent up to the central board, and the answer."""

    __tablename__ = "raised_matter"
    __table_args__ = (
        one_of("kind", MatterKind),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_when"),
    )

    round_id: UUID = Field(foreign_key="report_round.id", index=True)
    place: int  # in the report
    kind: MatterKind = Field(sa_type=by_value(MatterKind))
    text: str
    raised_at: datetime = Field(sa_type=Instant)
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by_id: UUID | None = Field(default=None, foreign_key="person.id")
