"""Emulation movements: what bodies are called to strive for, by whom, and until when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from models.base import Instant, Table, by_value, one_of
from models.emulation import MovementKind, MovementLevel, MovementPart, MovementSummary


class Movement(Table, table=True):
    """A movement (phong trào thi đua), from–to (both days included)."""

    __table_args__ = (
        one_of("level", MovementLevel),
        one_of("kind", MovementKind),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days_in_order"),
        Index("ix_movement_starts_on", "starts_on"),
    )

    name: str = Field(max_length=300)
    theme: str = ""
    level: MovementLevel = Field(sa_type=by_value(MovementLevel))
    kind: MovementKind = Field(sa_type=by_value(MovementKind))
    launched_by_id: UUID = Field(foreign_key="body.id", index=True)
    scope_id: UUID | None = Field(default=None, foreign_key="body.id")  # None: the whole country
    starts_on: date
    ends_on: date | None = None  # None: ongoing
    registered_by_id: UUID = Field(foreign_key="person.id")
    registered_at: datetime = Field(sa_type=Instant)


class MovementBody(SQLModel, table=True):
    """A body that leads a movement or coordinates in it."""

    __tablename__ = "movement_body"
    __table_args__ = (one_of("part", MovementPart),)

    movement_id: UUID = Field(foreign_key="movement.id", primary_key=True)
    body_id: UUID = Field(foreign_key="body.id", primary_key=True)
    part: MovementPart = Field(sa_type=by_value(MovementPart))


class MovementReview(SQLModel, table=True):
    """By when a movement is summed up, and what was said once it was (sơ kết, tổng kết)."""

    __tablename__ = "movement_review"
    __table_args__ = (
        one_of("summary", MovementSummary),
        CheckConstraint("(held_on IS NULL) = (results = '')", name="held_with_results"),
        Index("ix_movement_review_due", "due_on", postgresql_where=text("held_on IS NULL")),
    )

    movement_id: UUID = Field(foreign_key="movement.id", primary_key=True)
    summary: MovementSummary = Field(sa_type=by_value(MovementSummary), primary_key=True)
    due_on: date
    held_on: date | None = None
    results: str = ""
