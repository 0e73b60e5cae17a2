"""Opinions that other bodies are asked for about a dossier."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from api.schemas.parties import BodyOut
from api.schemas.words import DecisionNumber, In, Out, Reason
from approvals.queries.agency_opinions import Told
from models.conduct import AgencyAnswer


class AskIn(In):
    """`reason`: what the body is asked, beyond whether it agrees."""

    body_id: UUID
    reason: Reason = ""


class AnswerIn(In):
    """An objection needs its reason. `document`: the number of the letter, where there is one."""

    answer: AgencyAnswer
    reason: Reason = ""
    document: DecisionNumber = ""


class AgencyOpinionOut(Out):
    """Awaited while both `answer` and `lapsed_at` are null."""

    id: UUID
    body: BodyOut
    asked_at: datetime
    due_on: date
    lapses_at: datetime | None = Field(description="Null: silence says nothing.")
    answer: AgencyAnswer | None
    document: str
    reason: str = Field(description="Empty where you may not know it.")
    answered_at: datetime | None
    lapsed_at: datetime | None

    @classmethod
    def of(cls, told: Told) -> Self:
        one = told.opinion
        return cls(
            id=one.id,
            body=BodyOut.model_validate(told.body),
            asked_at=one.asked_at,
            due_on=one.due_on,
            lapses_at=one.lapses_at,
            answer=one.answer,
            document=one.document,
            reason=told.reason,
            answered_at=one.answered_at,
            lapsed_at=one.lapsed_at,
        )


class AgencyOpinionThenOut(Out):
    """As it stood at a moment."""

    id: UUID
    gate: str
    body_id: UUID
    asked_at: datetime
    due_on: date
    answer: AgencyAnswer | None
    document: str
    reason: str | None = Field(description="Null: erased. Empty where you may not know it.")
    answered_at: datetime | None
    lapsed_at: datetime | None
