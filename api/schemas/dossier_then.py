"""A dossier as it was at a moment, for programs: what its events tell, and no table."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from api.schemas.agency_opinions import AgencyOpinionThenOut
from api.schemas.words import Out
from approvals.history.dossier_then import DossierThen
from models.commendation import AwardKind, Paper
from models.conduct import HoldCause, HoldOutcome, RevocationGround, RevocationState
from models.enums import (
    AssignmentState,
    Choice,
    DossierState,
    GateMethod,
    GateState,
    NomineeKind,
    Role,
    Stage,
)

_ERASED = "Null: erased."


class NomineeThenOut(Out):
    """`email` and `woman` are for auditors."""

    kind: NomineeKind
    name: str | None = Field(description=_ERASED)
    position: str | None = Field(description=_ERASED)
    email: str | None = Field(description=_ERASED)
    woman: bool | None
    direct_worker: bool
    body_id: UUID | None


class SubmissionThenOut(Out):
    """The list that the dossier came with."""

    id: UUID
    body_id: UUID
    campaign_id: UUID
    number: str
    dated_on: date
    submitted_by_id: UUID | None
    submitted_at: datetime
    movement_id: UUID | None


class FileThenOut(Out):
    """An evidence file that was there."""

    id: UUID
    name: str | None = Field(description=_ERASED)
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str
    paper: Paper | None
    added_by_id: UUID | None
    added_at: datetime


class DecisionThenOut(Out):
    """`choice` is null for a secret vote, and for one in a ballot that is not over by now."""

    seq: int
    at: datetime
    by_id: UUID | None
    for_id: UUID | None = Field(description="Whose duty it was, where somebody acted for them.")
    choice: Choice | None
    reason: str | None = Field(description=_ERASED)
    via: str
    assurance: str
    shown: str = Field(description="SHA-256 of what they had before them.")
    shown_matches: bool | None = Field(
        description="Whether the events tell of exactly that; null where texts were erased."
    )


class OpinionThenOut(Out):
    """What an absent member wrote. `choice` is null for a sealed envelope."""

    seq: int
    entered_by_id: UUID | None
    entered_at: datetime
    dated_on: date
    choice: Choice | None
    reason: str | None = Field(description=_ERASED)
    scan_sha256: str | None


class DutyThenOut(Out):
    """Somebody who was asked at a gate."""

    id: UUID
    person_id: UUID
    role: Role
    state: AssignmentState
    excluded_because: str | None
    replaces_id: UUID | None
    activated_at: datetime | None
    decision: DecisionThenOut | None
    opinion: OpinionThenOut | None


class TallyThenOut(Out):
    """How a council's votes were counted."""

    members: int
    excluded: int
    yes: int
    no: int


class GateThenOut(Out):
    """`assignments`: those whom you may know, in the order in which they were asked."""

    key: str = Field(examples=["unit:1"])
    body_id: UUID
    stage: Stage
    round: int
    method: GateMethod
    members: int
    state: GateState
    opened_at: datetime
    due_on: date | None
    escalated_at: datetime | None
    closed_at: datetime | None
    tally: TallyThenOut | None
    assignments: list[DutyThenOut]


class HoldThenOut(Out):
    """`cause` is null, and the words empty, where you may not know why."""

    id: UUID
    cause: HoldCause | None
    document: str
    clock_stops: bool
    placed_at: datetime
    reason: str | None = Field(description=_ERASED)
    released_at: datetime | None
    outcome: HoldOutcome | None
    said: str | None = Field(description="What came of it. Null: erased.")


class RevocationThenOut(Out):
    """A proposal to take the award back, and what had become of it."""

    id: UUID
    body_id: UUID
    ground: RevocationGround
    conclusion_number: str
    concluded_on: date
    state: RevocationState
    proposed_at: datetime
    due_on: date | None
    reason: str | None = Field(description=_ERASED)
    decided_at: datetime | None
    decision_number: str | None
    said: str | None = Field(description="Why it was decided so. Null: erased.")
    recovered_on: date | None


class MailThenOut(Out):
    """A mail about the dossier, as far as was known by then."""

    message_id: UUID
    notice: str
    person_id: UUID
    gate: str | None
    assignment_id: UUID | None
    queued_at: datetime | None
    accepted_at: datetime | None
    delivered_at: datetime | None
    failed_at: datetime | None


class ErasedTextOut(Out):
    """A text beside an event that is gone."""

    seq: int
    name: str


class DossierThenOut(Out):
    """A dossier after one of its events, as far as you may know it.

    Every value follows from the events up to `seq`, whose hash is `hash`. Texts that were erased
    since are null.
    """

    id: UUID
    code: str = Field(examples=["HS-2026-000123"])
    seq: int = Field(description="The event that it was after.")
    at: datetime = Field(description="When that event happened.")
    hash: str = Field(description="Of that event, in hex.")
    state: DossierState
    stage: Stage
    round: int
    award_code: str
    award_kind: AwardKind
    rule_set_id: str
    nominee: NomineeThenOut
    submission: SubmissionThenOut
    achievements: str | None = Field(description=_ERASED)
    decision_number: str | None
    submitted_at: datetime
    closed_at: datetime | None
    held_since: datetime | None
    reason: str | None = Field(description="Why it ended or came back. Null: erased.")
    files: list[FileThenOut]
    gates: list[GateThenOut]
    holds: list[HoldThenOut]
    opinions: list[AgencyOpinionThenOut]
    revocations: list[RevocationThenOut]
    mails: list[MailThenOut]
    erased: list[ErasedTextOut]

    @classmethod
    def of(cls, then: DossierThen) -> Self:
        return cls.model_validate(_Hashed(then))


class _Hashed:
    """`DossierThen` with the hash of its last event in hex."""

    def __init__(self, then: DossierThen) -> None:
        self._then, self.hash = then, then.head.hex()

    def __getattr__(self, name: str) -> object:
        return getattr(self._then, name)
