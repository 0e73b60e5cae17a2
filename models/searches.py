"""Searches that auditors keep."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Instant, Table


class SavedSearch(Table, table=True):
    """A search by its address: `/audit?` and these parameters."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    person_id: UUID = Field(foreign_key="person.id")
    name: str = Field(max_length=120)
    parameters: str = Field(max_length=2000)  # `body=…&choice=reject`, as in an address
    saved_at: datetime = Field(sa_type=Instant)
