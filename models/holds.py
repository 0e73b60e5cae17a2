"""What stands beside a dossier's state: holds, and proposals to take its award back."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of, refers_to
from models.conduct import HoldCause, HoldOutcome, RevocationGround, RevocationState


class Hold(Table, table=True):
    """A dossier stands still while something is verified. Several may be open, one for a cause.

    Why it was placed, and what came of it in words, are texts of its events.
    """

    __table_args__ = (
        one_of("cause", HoldCause),
        one_of("outcome", HoldOutcome),
        CheckConstraint(
            "(released_at IS NULL) = (released_by_id IS NULL)"
            " AND (released_at IS NULL) = (outcome IS NULL)",
            name="released_as_a_whole",
        ),
        Index(
            "uq_hold_one_for_a_cause",
            "dossier_id",
            "cause",
            unique=True,
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    dossier_id: UUID = Field(index=True, sa_column_args=refers_to("dossier.id"))
    cause: HoldCause = Field(sa_type=by_value(HoldCause))
    document: str = Field(max_length=80)  # the number of the paper that it rests on
    clock_stops: bool
    placed_by_id: UUID = Field(foreign_key="person.id")
    placed_at: datetime = Field(sa_type=Instant)
    released_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    released_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome: HoldOutcome | None = Field(default=None, sa_type=by_value(HoldOutcome))


class Revocation(Table, table=True):
    """A proposal to take an award back, and what became of it. One at a time for a dossier.

    Why it is refused is a text of its event.
    """

    __table_args__ = (
        one_of("ground", RevocationGround),
        one_of("state", RevocationState),
        CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)"
            " AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name="decided_as_a_whole",
        ),
        CheckConstraint(
            "(state = 'revoked') = (decision_number IS NOT NULL)", name="revoked_by_a_decision"
        ),
        CheckConstraint("recovered_on IS NULL OR state = 'revoked'", name="recovered_once_revoked"),
        Index(
            "uq_revocation_one_stands",
            "dossier_id",
            unique=True,
            postgresql_where=text("state <> 'refused'"),
        ),
    )

    dossier_id: UUID = Field(index=True, sa_column_args=refers_to("dossier.id"))
    body_id: UUID = Field(foreign_key="body.id")  # that gave the last word on the award
    ground: RevocationGround = Field(sa_type=by_value(RevocationGround))
    conclusion_number: str = Field(max_length=80)  # of the competent body's conclusion
    concluded_on: date
    propose_by: date | None = None  # as the rules say; None where they set no limit
    state: RevocationState = Field(
        default=RevocationState.PROPOSED, sa_type=by_value(RevocationState)
    )
    proposed_by_id: UUID = Field(foreign_key="person.id")
    proposed_at: datetime = Field(sa_type=Instant)
    due_on: date | None = None  # the last working day for deciding; None where there is no limit
    decided_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decision_number: str | None = Field(default=None, max_length=80)  # that takes the award back
    recovered_on: date | None = None  # object and money are back
