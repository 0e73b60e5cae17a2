"""A dossier as it was at a moment, told by its events alone. Nothing here is read from tables.

Ids are UUIDs, moments are UTC. Of a text, None says that it was erased and "" that there was none.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from approvals.history.agency_then import AgencyOpinionThen
from approvals.history.conduct_then import (
    CommentThen,
    ConsultationThen,
    HoldThen,
    RevocationThen,
)
from models.commendation import AwardKind, Paper
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeThen:
    """Who is put forward."""

    id: UUID
    kind: NomineeKind
    body_id: UUID | None  # a collective that is a body of its own
    direct_worker: bool
    woman: bool | None  # None also where it was erased
    name: str | None
    position: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionThen:
    """The list that the dossier came with."""

    id: UUID
    body_id: UUID
    campaign_id: UUID
    number: str
    dated_on: date
    submitted_by_id: UUID | None
    submitted_at: datetime
    file_sha256: str | None  # of the spreadsheet, in hex
    movement_id: UUID | None = None  # that it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class FileThen:
    """An evidence file."""

    id: UUID
    name: str | None
    media_type: str
    size: int  # bytes
    sha256: str  # in hex
    paper: Paper | None  # what it is said to be
    added_by_id: UUID | None
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionThen:
    """What somebody said at a gate, and what they had before them.

    `choice` is None in a secret ballot. `shown_matches` says whether the dossier that the events
    tell of is the one that was shown; None where that cannot be said, as a text was erased.
    """

    seq: int
    at: datetime
    by_id: UUID | None
    for_id: UUID | None  # whose duty it was, where somebody acted for them
    choice: Choice | None
    reason: str | None
    via: str
    assurance: str
    shown: str  # SHA-256 in hex: approvals/domain/shown.py
    shown_matches: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionThen:
    """What an absent member wrote. `choice` is None for a sealed envelope."""

    seq: int
    entered_by_id: UUID | None
    entered_at: datetime
    dated_on: date
    choice: Choice | None
    reason: str | None
    scan_name: str | None
    scan_media_type: str
    scan_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentThen:
    """A duty at a gate. What was said stays with it when it is undone."""

    id: UUID
    seat_id: UUID
    person_id: UUID
    role: Role
    state: AssignmentState
    excluded_because: str | None
    replaces_id: UUID | None
    activated_at: datetime | None
    decision: DecisionThen | None = None
    opinion: OpinionThen | None = None

    @property
    def decided_at(self) -> datetime | None:
        """When the duty was answered, in person or in writing."""
        if self.decision is not None:
            return self.decision.at
        return self.opinion.entered_at if self.opinion else None

    @property
    def choice(self) -> Choice | None:
        """What was said by name; None before that, and for ever in a secret ballot."""
        said = self.decision or self.opinion
        return said.choice if said else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxThen:
    """The box of a secret ballot. What is in it is known once it was counted; else None."""

    votes: int
    yes: int | None
    no: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyThen:
    """How a council's votes were counted when its gate was settled."""

    members: int
    excluded: int
    yes: int
    no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GateThen:
    """The dossier before a body. `assignments` are in the order in which people were asked."""

    id: UUID
    body_id: UUID
    stage: Stage
    round: int
    method: GateMethod
    members: int
    state: GateState
    opened_at: datetime
    due_on: date | None
    calendar: str
    remind_at: datetime | None
    escalate_at: datetime | None
    escalated_at: datetime | None
    closed_at: datetime | None
    stopped_at: datetime | None  # its clock stands since
    stopped_due_on: date | None
    opinion_due_on: date | None  # while another body is asked: the last day that one has
    box: BoxThen
    tally: TallyThen | None
    assignments: tuple[AssignmentThen, ...]

    @property
    def key(self) -> str:
        """The gate's name within its dossier: `unit:1`."""
        return f"{self.stage}:{self.round}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailThen:
    """A mail about the dossier, as far as the history knows of it."""

    message_id: UUID
    notice: str  # a folder of `notifications/templates`
    person_id: UUID
    gate: str | None
    assignment_id: UUID | None
    queued_at: datetime | None = None
    accepted_at: datetime | None = None
    delivered_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str | None = ""  # what the provider said


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedText:
    """A text that stood beside an event and is gone."""

    seq: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierThen:
    """The dossier after its event `seq`, whose hash is `head`; in order of time all that it has."""

    id: UUID
    seq: int
    at: datetime  # of that event
    head: bytes
    code: str
    submission: SubmissionThen
    nominee: NomineeThen
    award_code: str
    award_kind: AwardKind
    rule_set_id: str
    edition: int  # of the rule set
    achievements: str | None
    state: DossierState
    stage: Stage
    round: int
    decision_number: str | None
    submitted_at: datetime
    closed_at: datetime | None
    settled_from_id: UUID | None  # the dossier that was not proposed upward
    held_since: datetime | None
    hidden_at: datetime | None  # from the roll of honour
    reason: str | None  # why it ended or came back; "" while under review
    files: tuple[FileThen, ...]
    gates: tuple[GateThen, ...]
    holds: tuple[HoldThen, ...]
    revocations: tuple[RevocationThen, ...]
    consultation: ConsultationThen | None
    comments: tuple[CommentThen, ...]
    opinions: tuple[AgencyOpinionThen, ...]
    mails: tuple[MailThen, ...]
    erased: tuple[ErasedText, ...]

    @property
    def open_gate(self) -> GateThen | None:
        """Where it is under review."""
        return next((gate for gate in self.gates if gate.state is GateState.OPEN), None)
