"""Awards that were decided before this system, or outside it: brought in from lists of decisions.

Awards of our own dossiers are not repeated here: what they say of themselves is the record.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of
from models.commendation import AwardKind
from models.enums import NomineeKind


class PastAward(Table, table=True):
    """One recipient of one decision. Who it is, is known by name and place, or by the body."""

    __tablename__ = "past_award"
    __table_args__ = (
        one_of("kind", NomineeKind),
        one_of("award_kind", AwardKind),
        UniqueConstraint("award_code", "decision_number", "decided_on", "name", "position"),
    )

    kind: NomineeKind = Field(sa_type=by_value(NomineeKind))
    name: str = Field(max_length=300)
    position: str = Field(default="", max_length=300)  # office and workplace, as in the list
    body_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)
    search_key: str = Field(index=True)
    award_code: str = Field(max_length=40)
    award_kind: AwardKind = Field(default=AwardKind.MERIT, sa_type=by_value(AwardKind))
    year: int  # that it counts for
    decision_number: str = Field(max_length=80)  # `574/QĐ-TTg`
    decided_on: date
    achievements: str = ""
    file_sha256: str = Field(max_length=64)  # of the list it came from
    added_at: datetime = Field(sa_type=Instant)
