"""Searches that people keep under a name: auditors of decisions, everybody of dossiers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of


class Searched(StrEnum):
    """Which list a saved search is of."""

    DECISIONS = "decisions"
    DOSSIERS = "dossiers"


class SavedSearch(Table, table=True):
    """A search by its address: `/audit?` or `/dossiers?` and these parameters."""

    __tablename__ = "saved_search"
    __table_args__ = (
        one_of("searched", Searched),
        UniqueConstraint("person_id", "searched", "name"),
    )

    person_id: UUID = Field(foreign_key="person.id")
    searched: Searched = Field(sa_type=by_value(Searched))
    name: str = Field(max_length=120)
    parameters: str = Field(max_length=2000)  # `body=…&choice=reject`, as in an address
    saved_at: datetime = Field(sa_type=Instant)
