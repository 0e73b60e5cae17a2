"""What is done with a model (gương điển hình) once it was awarded."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.base import Instant, by_value, one_of
from models.emulation import ModelStage


class ModelStep(SQLModel, table=True):
    """Who sees to one stage of following a model up, by when, and when it was done."""

    __tablename__ = "model_step"
    __table_args__ = (
        one_of("stage", ModelStage),
        Index("ix_model_step_due", "due_on", postgresql_where=text("done_on IS NULL")),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    stage: ModelStage = Field(sa_type=by_value(ModelStage), primary_key=True)
    seat_id: UUID = Field(foreign_key="seat.id", index=True)  # who sees to it
    due_on: date
    planned_by_id: UUID = Field(foreign_key="person.id")
    planned_at: datetime = Field(sa_type=Instant)
    done_on: date | None = None
