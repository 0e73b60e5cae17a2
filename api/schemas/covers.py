"""Who acts for whom: as asked for, and as entered."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from api.schemas.parties import BodyOut, PersonOut
from api.schemas.words import Day, Document, In, Out
from approvals.queries.covers import Entered


class CoverIn(In):
    """Somebody acts for somebody who is away; both days are included."""

    absent_id: UUID
    acting_id: UUID
    starts_on: Day = Field(description="Today or later.")
    ends_on: Day
    body_ids: frozenset[UUID] = Field(
        default=frozenset(), description="Where they act; none: wherever both hold a seat."
    )
    document: Document = Field(default="", examples=["12/GUQ-BTP"])


class CoverOut(Out):
    """`body` is null where it holds wherever both hold a seat."""

    id: UUID
    absent: PersonOut
    acting: PersonOut
    body: BodyOut | None
    starts_on: date
    ends_on: date
    document: str
    ended_at: datetime | None

    @classmethod
    def of(cls, entered: Entered) -> Self:
        cover = entered.cover
        return cls(
            id=cover.id,
            absent=PersonOut.model_validate(entered.absent),
            acting=PersonOut.model_validate(entered.acting),
            body=BodyOut.model_validate(entered.body) if entered.body else None,
            starts_on=cover.starts_on,
            ends_on=cover.ends_on,
            document=cover.document,
            ended_at=cover.ended_at,
        )


class CoversOut(Out):
    """Those that hold now or will."""

    url: str = "/api/v1/covers"
    items: list[CoverOut]
