"""Public consultations on those proposed, and the comments that came in."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of, refers_to


class Judgement(StrEnum):
    """What becomes of a comment."""

    KEPT = "kept"  # whoever appraises reads it
    SET_ASIDE = "set_aside"
    DENUNCIATION = "denunciation"  # its dossier is put on hold


class Consultation(Table, table=True):
    """A body posts dossiers of one of its submissions for the public, from a day to a day.

    Which ones stands with each dossier.
    """

    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="days_in_order"),
        CheckConstraint("working_days >= 1", name="a_day_or_more"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_as_a_whole"
        ),
    )

    number: str = Field(max_length=20, unique=True)  # `LYK-2026-0001`: its public address
    body_id: UUID = Field(foreign_key="body.id", index=True)  # that posts
    submission_id: UUID = Field(index=True, sa_column_args=refers_to("submission.id"))
    title: str = Field(max_length=300)
    opens_on: date
    closes_on: date = Field(index=True)  # the last day
    working_days: int
    count_first_day: bool
    calendar: str = Field(max_length=80)  # the version that the days were counted by
    opened_by_id: UUID = Field(foreign_key="person.id")
    opened_at: datetime = Field(sa_type=Instant)
    withdrawn_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class PublicComment(Table, table=True):
    """A comment on one dossier. What was written, by whom, and why it was judged so, are texts.

    They stand beside the events of the dossier; `seq` is the number of the one that it came with.
    """

    __tablename__ = "public_comment"
    __table_args__ = (
        one_of("judgement", Judgement),
        CheckConstraint(
            "(judgement IS NULL) = (judged_by_id IS NULL)"
            " AND (judgement IS NULL) = (judged_at IS NULL)",
            name="judged_as_a_whole",
        ),
    )

    consultation_id: UUID = Field(foreign_key="consultation.id", index=True)
    dossier_id: UUID = Field(index=True, sa_column_args=refers_to("dossier.id"))
    receipt: str = Field(max_length=20, unique=True)
    seq: int
    received_at: datetime = Field(sa_type=Instant)
    judgement: Judgement | None = Field(default=None, sa_type=by_value(Judgement))
    judged_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    judged_at: datetime | None = Field(default=None, sa_type=Instant)
