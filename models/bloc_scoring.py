"""What a bloc scores its members by in a year, and how its members visit one another."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Numeric, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, Table

POINTS = Numeric(7, 2)


class ScoringSheet(Table, table=True):
    """By what a bloc scores its members, and by when (bảng chấm điểm thi đua)."""

    __tablename__ = "scoring_sheet"
    __table_args__ = (
        UniqueConstraint("bloc_id", "year"),
        CheckConstraint("appraised_by >= self_scored_by", name="days_in_order"),
    )

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int
    self_scored_by: date  # the last day on which a member's own score is in time
    appraised_by: date  # … and on which the head's is
    set_by_id: UUID = Field(foreign_key="person.id")
    set_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class ScoringCriterion(Table, table=True):
    """A line of the sheet; `bonus` points stand apart from the others."""

    __tablename__ = "scoring_criterion"
    __table_args__ = (
        UniqueConstraint("sheet_id", "place"),
        CheckConstraint("maximum > 0", name="maximum_positive"),
    )

    sheet_id: UUID = Field(foreign_key="scoring_sheet.id")
    place: int
    name: str = Field(max_length=300)
    maximum: Decimal = Field(sa_type=POINTS)
    bonus: bool = False


class MemberScore(Table, table=True):
    """That a member has scored itself, and that the head's desk has appraised it."""

    __tablename__ = "member_score"
    __table_args__ = (
        UniqueConstraint("sheet_id", "member_id"),
        CheckConstraint(
            "(appraised_at IS NULL) = (appraised_by_id IS NULL)", name="appraised_by_somebody"
        ),
    )

    sheet_id: UUID = Field(foreign_key="scoring_sheet.id")
    member_id: UUID = Field(foreign_key="body.id")
    note: str = ""  # the member's own
    scored_by_id: UUID = Field(foreign_key="person.id")
    scored_at: datetime = Field(sa_type=Instant)
    appraisal: str = ""  # why points differ
    appraised_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    appraised_at: datetime | None = Field(default=None, sa_type=Instant)


class ScoreLine(SQLModel, table=True):
    """A member's points for one criterion: its own, and those of the head's desk."""

    __tablename__ = "score_line"
    __table_args__ = (CheckConstraint("own >= 0 AND appraised >= 0", name="points_counted"),)

    score_id: UUID = Field(foreign_key="member_score.id", primary_key=True)
    criterion_id: UUID = Field(foreign_key="scoring_criterion.id", primary_key=True)
    own: Decimal = Field(sa_type=POINTS)
    appraised: Decimal | None = Field(default=None, sa_type=POINTS)


class InspectionVisit(Table, table=True):
    """Members visit a member in the bloc's inspection round (kiểm tra chéo)."""

    __tablename__ = "inspection_visit"
    __table_args__ = (
        UniqueConstraint("bloc_id", "year", "host_id"),
        CheckConstraint("(held_on IS NULL) = (findings = '')", name="held_with_findings"),
        CheckConstraint("closed_at IS NULL OR held_on IS NOT NULL", name="closed_when_held"),
    )

    bloc_id: UUID = Field(foreign_key="body.id")
    year: int
    host_id: UUID = Field(foreign_key="body.id")  # who is visited
    planned_on: date
    planned_by_id: UUID = Field(foreign_key="person.id")
    planned_at: datetime = Field(sa_type=Instant)
    held_on: date | None = None
    findings: str = ""
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    conclusion: str = ""  # what became of the findings


class VisitingMember(SQLModel, table=True):
    """A member that visits."""

    __tablename__ = "visiting_member"

    visit_id: UUID = Field(foreign_key="inspection_visit.id", primary_key=True)
    member_id: UUID = Field(foreign_key="body.id", primary_key=True)
