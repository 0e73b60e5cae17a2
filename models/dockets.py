"""Dockets: which dossiers a body takes together in one sitting, and in what order."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.base import Instant, Table


class Docket(Table, table=True):
    """A sitting's list (danh sách phiên họp). It arranges; it decides nothing, and never closes."""

    __table_args__ = (Index("ix_docket_sitting", "body_id", "sitting_on"),)

    body_id: UUID = Field(foreign_key="body.id")
    title: str = Field(max_length=200)
    sitting_on: date
    opened_by_id: UUID = Field(foreign_key="person.id")
    opened_at: datetime = Field(sa_type=Instant)


class DocketEntry(SQLModel, table=True):
    """A dossier's gate on a docket. Those of one submission share a place, in order of code."""

    __tablename__ = "docket_entry"
    __table_args__ = (CheckConstraint("place >= 1", name="place_positive"),)

    docket_id: UUID = Field(foreign_key="docket.id", primary_key=True)
    gate_id: UUID = Field(foreign_key="gate.id", primary_key=True, index=True)
    place: int
