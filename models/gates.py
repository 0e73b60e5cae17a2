"""Where a dossier is judged: gates, who is asked, and what they said."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of, refers_to
from models.enums import AssignmentState, Choice, GateMethod, GateState, Role, Stage

# The due day while a gate is open, else a day that never comes; written as PostgreSQL writes it.
_URGENCY = (
    "COALESCE(\nCASE\n    WHEN state::text = 'open'::text THEN due_on\n    ELSE NULL::date\n"
    "END, '9000-01-01'::date)"
)


class Gate(Table, table=True):
    """A dossier at a stage in a round: `unit:1`. At most one gate of a dossier is open."""

    __table_args__ = (
        one_of("stage", Stage),
        one_of("method", GateMethod),
        one_of("state", GateState),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_when_settled"),
        CheckConstraint("members >= 1", name="somebody_is_asked"),
        CheckConstraint(
            "(stopped_at IS NULL) = (stopped_due_on IS NULL)"
            " AND (stopped_at IS NULL OR due_on IS NULL)",
            name="stopped_without_due_day",
        ),
        CheckConstraint("box_yes >= 0 AND box_no >= 0", name="box_holds_votes"),
        Index(
            "uq_gate_dossier_id_stage_round",
            "dossier_id",
            "stage",
            "round",
            unique=True,
            postgresql_where=text("state <> 'undone'"),
        ),
        Index(
            "uq_gate_one_open", "dossier_id", unique=True, postgresql_where=text("state = 'open'")
        ),
        # How lists are sorted: see `approvals.queries.dossier_list`.
        Index(
            "ix_gate_urgency",
            text(_URGENCY),
            "dossier_id",
        ),
        Index(
            "ix_gate_open_urgency",
            text(_URGENCY),
            "dossier_id",
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_gate_since", text("(coalesce(closed_at, opened_at))"), "dossier_id"),
        Index(
            "ix_gate_open_since",
            text("(coalesce(closed_at, opened_at))"),
            "dossier_id",
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_gate_open_body", "body_id", postgresql_where=text("state = 'open'")),
        Index("ix_gate_due", "due_at", postgresql_where=text("state = 'open'")),
        Index("ix_gate_escalate", "escalate_at", postgresql_where=text("state = 'open'")),
        Index("ix_gate_remind", "remind_at", postgresql_where=text("state = 'open'")),
    )

    dossier_id: UUID = Field(sa_column_args=refers_to("dossier.id"))
    body_id: UUID = Field(foreign_key="body.id", index=True)
    stage: Stage = Field(sa_type=by_value(Stage))
    round: int
    method: GateMethod = Field(sa_type=by_value(GateMethod))
    members: int  # ALL members: the denominator of a ballot
    box_yes: int = 0  # the box of a secret ballot: votes in favour,
    box_no: int = 0  # and against; nothing of who cast which, when, or in what order
    state: GateState = Field(default=GateState.OPEN, sa_type=by_value(GateState))
    opened_at: datetime = Field(sa_type=Instant)
    due_on: date | None = None  # last working day; None where the rules set no limit
    due_at: datetime | None = Field(default=None, sa_type=Instant)  # the end of that day
    calendar: str = Field(default="", max_length=80)  # version of the working-day calendar used
    remind_at: datetime | None = Field(default=None, sa_type=Instant)  # the next reminder
    escalate_at: datetime | None = Field(default=None, sa_type=Instant)
    escalated_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    # While a hold stops the clock there is no due day: since when, and which it was.
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_due_on: date | None = None
    # While another body's opinion is awaited here: the last day that one has.
    opinion_due_on: date | None = None

    @property
    def key(self) -> str:
        """The gate's name within its dossier."""
        return f"{self.stage}:{self.round}"


class Assignment(Table, table=True):
    """A seat's duty at a gate, and the person who holds it."""

    __table_args__ = (
        one_of("role", Role),
        one_of("state", AssignmentState),
        Index(
            "uq_assignment_once_per_gate",
            "gate_id",
            "person_id",
            unique=True,
            postgresql_where=text("state NOT IN ('replaced', 'undone')"),
        ),
        Index("ix_assignment_asked", "gate_id", postgresql_where=text("state = 'active'")),
        Index("ix_assignment_inbox", "person_id", postgresql_where=text("state = 'active'")),
        Index(
            "ix_assignment_decided",
            "decided_at",
            "id",
            postgresql_where=text("decided_at IS NOT NULL"),
        ),
        Index(
            "ix_assignment_covered",  # few, whom nobody should have to look for among all
            "decided_at",
            "id",
            postgresql_where=text("decided_by_id <> person_id"),
        ),
    )

    gate_id: UUID = Field(index=True, sa_column_args=refers_to("gate.id"))
    seat_id: UUID = Field(foreign_key="seat.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=by_value(Role))
    state: AssignmentState = Field(sa_type=by_value(AssignmentState))
    excluded_because: str | None = Field(default=None, max_length=60)  # the refusal's code
    replaces_id: UUID | None = Field(default=None, foreign_key="assignment.id")
    activated_at: datetime | None = Field(default=None, sa_type=Instant)
    opened_at: datetime | None = Field(default=None, sa_type=Instant)  # its page was seen first
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by_id: UUID | None = Field(default=None, foreign_key="person.id")  # or who covered


class Ballot(Table, table=True):
    """One reviewer's word at a gate, by name. A secret vote leaves none: it goes into the box."""

    __table_args__ = (one_of("choice", Choice),)

    gate_id: UUID = Field(index=True, sa_column_args=refers_to("gate.id"))
    assignment_id: UUID = Field(unique=True, sa_column_args=refers_to("assignment.id"))
    choice: Choice = Field(sa_type=by_value(Choice))
    cast_at: datetime = Field(sa_type=Instant)


class WrittenOpinion(Table, table=True):
    """An absent member's word on paper, entered by somebody else.

    In an open ballot its choice is the member's `Ballot`. In a secret one it is an envelope that
    stays sealed until all other votes are in. Once struck, its assignment is `undone`.
    """

    __tablename__ = "written_opinion"

    assignment_id: UUID = Field(foreign_key="assignment.id", unique=True)
    entered_by_id: UUID = Field(foreign_key="person.id")
    entered_at: datetime = Field(sa_type=Instant)
    dated_on: date  # as the paper says
    scan_name: str = Field(default="", max_length=255)
    scan_media_type: str = Field(default="", max_length=100)
    scan_sha256: str | None = Field(default=None, max_length=64)
