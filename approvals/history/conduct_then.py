"""Holds, consultations and proposals to take an award back, as a dossier's events tell of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from models.conduct import HoldCause, HoldOutcome, RevocationGround, RevocationState
from models.consultations import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldThen:
    """A hold. `cause` is None, and `document` empty, for readers who may not know them."""

    id: UUID
    gate: str  # where the dossier was
    cause: HoldCause | None
    document: str
    clock_stops: bool
    placed_by_id: UUID | None
    placed_at: datetime
    reason: str | None
    released_by_id: UUID | None = None
    released_at: datetime | None = None
    outcome: HoldOutcome | None = None
    said: str | None = ""  # what came of it, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationThen:
    """A proposal to take the award back."""

    id: UUID
    body_id: UUID
    ground: RevocationGround
    conclusion_number: str
    concluded_on: date
    propose_by: date | None
    state: RevocationState
    proposed_by_id: UUID | None
    proposed_at: datetime
    due_on: date | None
    reason: str | None
    decided_by_id: UUID | None = None
    decided_at: datetime | None = None
    decision_number: str | None = None
    said: str | None = ""  # why it was refused, or taken back
    recovered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationThen:
    """The consultation that lists the dossier."""

    id: UUID
    number: str
    body_id: UUID
    title: str | None
    opens_on: date
    closes_on: date
    working_days: int
    count_first_day: bool
    calendar: str
    opened_by_id: UUID | None
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentThen:
    """A comment on the dossier. Who wrote it stands beside the event of that number."""

    id: UUID
    consultation_id: UUID
    receipt: str
    seq: int
    received_at: datetime
    text: str | None
    judgement: Judgement | None = None
    judged_by_id: UUID | None = None
    judged_at: datetime | None = None
    reason: str | None = ""
