"""Opinions of other bodies about a dossier (hiệp y), and the links by which they answer."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of, refers_to
from models.conduct import AgencyAnswer


class AgencyOpinion(Table, table=True):
    """Another body is asked for its opinion while a dossier lies at a gate.

    It answers, or it lapses: its silence then lets the dossier go on. What was written with the
    question and with the answer are texts of the events.
    """

    __tablename__ = "inter_agency_opinion"
    __table_args__ = (
        one_of("answer", AgencyAnswer),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)"
            " AND (answer IS NULL) = (answered_by_id IS NULL)",
            name="answered_as_a_whole",
        ),
        CheckConstraint("answered_at IS NULL OR lapsed_at IS NULL", name="answered_or_lapsed"),
        Index(
            "uq_inter_agency_opinion_one_awaited",
            "dossier_id",
            "body_id",
            unique=True,
            postgresql_where=text("answered_at IS NULL AND lapsed_at IS NULL"),
        ),
        Index(
            "ix_inter_agency_opinion_remind",
            "remind_at",
            postgresql_where=text("answered_at IS NULL AND lapsed_at IS NULL"),
        ),
        Index(
            "ix_inter_agency_opinion_lapse",
            "lapses_at",
            postgresql_where=text("answered_at IS NULL AND lapsed_at IS NULL"),
        ),
    )

    dossier_id: UUID = Field(index=True, sa_column_args=refers_to("dossier.id"))
    gate_id: UUID = Field(index=True, sa_column_args=refers_to("gate.id"))
    body_id: UUID = Field(foreign_key="body.id", index=True)  # that is asked
    asked_by_id: UUID = Field(foreign_key="person.id")
    asked_at: datetime = Field(sa_type=Instant)
    due_on: date  # the last working day it has
    calendar: str = Field(max_length=80)  # version of the working-day calendar used
    remind_at: datetime | None = Field(default=None, sa_type=Instant)  # the next reminder
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)  # the last one
    lapses_at: datetime | None = Field(default=None, sa_type=Instant)  # None: silence says nothing
    answer: AgencyAnswer | None = Field(default=None, sa_type=by_value(AgencyAnswer))
    document: str = Field(default="", max_length=80)  # the number of the letter that answers
    answered_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    lapsed_at: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def awaited(self) -> bool:
        return self.answered_at is None and self.lapsed_at is None


class OpinionLink(Table, table=True):
    """A mailed link to a question for an opinion: finds it, never answers it."""

    __tablename__ = "opinion_link"

    token_hash: bytes = Field(unique=True)
    code_hash: bytes  # of the code printed beside the link in the same mail
    code_tries: int = 0
    opinion_id: UUID = Field(index=True, sa_column_args=refers_to("inter_agency_opinion.id"))
    message_id: UUID = Field(foreign_key="message.id", index=True)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
