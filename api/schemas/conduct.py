"""Holds, and awards that are taken back."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from api.schemas.words import Day, DecisionNumber, In, Number, Out, Reason, Why
from models.conduct import HoldCause, HoldOutcome, RevocationGround, RevocationState


class HoldIn(In):
    """`clock_stops` left out, or null: as the dossier's rules say."""

    cause: HoldCause
    document: Number = Field(description="Of the paper that it rests on.")
    reason: Why
    clock_stops: bool | None = None


class ReleaseIn(In):
    outcome: HoldOutcome
    reason: Why


class HoldOut(Out):
    """For those who may know why: the desk where the dossier lies, and the board."""

    id: UUID
    cause: HoldCause
    document: str
    clock_stops: bool
    placed_at: datetime
    released_at: datetime | None
    outcome: HoldOutcome | None


class RevocationIn(In):
    ground: RevocationGround
    conclusion_number: Number
    concluded_on: Day
    reason: Why


class RevocationDecisionIn(In):
    """To revoke takes the decision's number; to let the award stand, a reason."""

    revoke: bool
    decision_number: DecisionNumber = ""
    reason: Reason = ""


class RecoveryIn(In):
    recovered_on: Day


class RevocationOut(Out):
    """A proposal to take the award back, and what became of it."""

    id: UUID
    body_id: UUID = Field(description="Its head decides.")
    ground: RevocationGround
    conclusion_number: str
    concluded_on: date
    propose_by: date | None
    proposed_at: datetime
    due_on: date | None
    state: RevocationState
    decided_at: datetime | None
    decision_number: str | None
    recovered_on: date | None
