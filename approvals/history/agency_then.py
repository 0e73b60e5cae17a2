"""Opinions that other bodies were asked for, as events tell of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from models.conduct import AgencyAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyOpinionThen:
    """A body was asked. People are None, and texts empty, for readers who may not know them."""

    id: UUID
    gate: str  # where the dossier was
    gate_id: UUID
    body_id: UUID
    asked_by_id: UUID | None
    asked_at: datetime
    question: str | None
    due_on: date
    calendar: str
    remind_at: datetime | None
    reminded_at: datetime | None = None
    lapses_at: datetime | None
    answer: AgencyAnswer | None = None
    document: str = ""
    reason: str | None = ""
    answered_by_id: UUID | None = None
    answered_at: datetime | None = None
    lapsed_at: datetime | None = None

    @property
    def awaited(self) -> bool:
        return self.answered_at is None and self.lapsed_at is None
