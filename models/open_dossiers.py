"""What the dashboard reads: dossiers on their way in one narrow table, and how long gates take.

Beside it, what the last morning brief told of them.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index
from sqlmodel import Field, SQLModel

from models.base import Instant, by_value, one_of
from models.enums import DossierState, Stage


class OpenDossier(SQLModel, table=True):
    """A dossier that has not ended: where it stands, and why it does not move.

    It repeats what other tables say, so that counts and pictures touch nothing wider. `survey`
    keeps it; emptied, it is made again.
    """

    __tablename__ = "open_dossier"
    __table_args__ = (
        one_of("state", DossierState),
        one_of("stage", Stage),
        CheckConstraint("(cause IS NULL) = (stuck_since IS NULL)", name="stuck_since_a_moment"),
        Index("ix_open_dossier_cause", "cause", "since", "dossier_id"),
        Index("ix_open_dossier_at_id", "at_id"),
        Index("ix_open_dossier_body_id", "body_id"),
        Index("ix_open_dossier_look_again_at", "look_again_at"),
    )

    dossier_id: UUID = Field(primary_key=True, foreign_key="dossier.id")
    campaign_id: UUID
    body_id: UUID  # that submitted it
    award_code: str = Field(max_length=40)
    state: DossierState = Field(sa_type=by_value(DossierState))
    stage: Stage = Field(sa_type=by_value(Stage))
    at_id: UUID  # the body whose gate it is at, or was returned from
    since: datetime = Field(sa_type=Instant)  # there, or returned
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    cause: str | None = Field(default=None, max_length=40)  # a code of `why_stuck.CAUSES`
    stuck_since: datetime | None = Field(default=None, sa_type=Instant)  # first found so
    look_again_at: datetime | None = Field(default=None, sa_type=Instant)  # time may change it


class ChangedDossier(SQLModel, table=True):
    """A dossier that is not in `open_dossier` as it is by now.

    Triggers write it, on `dossier` and where the engine has served one (`wake`), so that no change
    can forget to; `survey` deletes it.
    """

    __tablename__ = "changed_dossier"

    id: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity()]
    )
    dossier_id: UUID


class Surveyed(SQLModel, table=True):
    """One row: the transactions that changed `open_dossier` last, and counted the flow last.

    Not a number that is counted up: one might come again.
    """

    __tablename__ = "surveyed"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True)
    version: int = Field(sa_type=BigInteger)
    counted: int = Field(sa_type=BigInteger)


class UsualAge(SQLModel, table=True):
    """How long gates of a stage took that were decided: half of them, 85 and 95 of 100 at most.

    For each award, and for all together under an empty code. `count_flow` computes it anew.
    """

    __tablename__ = "usual_age"
    __table_args__ = (one_of("stage", Stage),)

    stage: Stage = Field(primary_key=True, sa_type=by_value(Stage))
    award_code: str = Field(primary_key=True, max_length=40)
    closed: int  # gates
    in_50_percent: timedelta
    in_85_percent: timedelta
    in_95_percent: timedelta


class FlowStep(StrEnum):
    """What the pictures count by day: of gates, or of whole dossiers."""

    CAME = "came"  # to a stage
    LEFT = "left"
    SUBMITTED = "submitted"
    AWARDED = "awarded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SETTLED_HERE = "settled_here"


class FlowByDay(SQLModel, table=True):
    """How many dossiers came to a stage on a day of Việt Nam, or left it, and how.

    By what the pictures may be narrowed to. `count_flow` computes it anew.
    """

    __tablename__ = "flow_by_day"
    __table_args__ = (one_of("step", FlowStep), one_of("stage", Stage))

    day: date = Field(primary_key=True)
    step: FlowStep = Field(primary_key=True, sa_type=by_value(FlowStep))
    stage: Stage = Field(primary_key=True, sa_type=by_value(Stage))
    campaign_id: UUID = Field(primary_key=True)
    body_id: UUID = Field(primary_key=True)  # that submitted them
    award_code: str = Field(primary_key=True, max_length=40)
    dossiers: int


class MorningBrief(SQLModel, table=True):
    """That the secretariat's brief of a day was made: one row a day, so that it is made once."""

    __tablename__ = "morning_brief"

    day: date = Field(primary_key=True)
    made_at: datetime = Field(sa_type=Instant)


class StuckAtBrief(SQLModel, table=True):
    """A dossier that was stuck when the newest brief was made, or at the one before.

    Without `cause` it came un-stuck between the two; without `before` it was newly stuck.
    """

    __tablename__ = "stuck_at_brief"
    __table_args__ = (
        CheckConstraint("cause IS NOT NULL OR before IS NOT NULL", name="stuck_once"),
    )

    dossier_id: UUID = Field(primary_key=True, foreign_key="dossier.id")
    cause: str | None = Field(default=None, max_length=40)  # as in `open_dossier`
    before: str | None = Field(default=None, max_length=40)
