"""What is in force: rule sets, the awards they know, and campaigns."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from models.base import Instant, Table


class RuleSet(SQLModel, table=True):
    """One rule set as loaded, its first edition; immutable, since dossiers keep theirs."""

    __tablename__ = "rule_set"

    id: str = Field(primary_key=True, max_length=40)  # `nd98-2023`
    title: str = Field(max_length=300)
    valid_from: date
    valid_to: date | None = None
    digest: str = Field(max_length=64)  # SHA-256 of the TOML file, in hex
    content: dict[str, Any] = Field(sa_type=JSONB)
    loaded_at: datetime = Field(sa_type=Instant)


class RuleSetEdition(SQLModel, table=True):
    """A rule set as somebody changed it here; as immutable as the first edition."""

    __tablename__ = "rule_set_edition"
    __table_args__ = (CheckConstraint("number >= 2", name="after_the_first"),)

    rule_set_id: str = Field(foreign_key="rule_set.id", primary_key=True, max_length=40)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str = Field(max_length=64)  # SHA-256 of the content as canonical JSON, in hex
    content: dict[str, Any] = Field(sa_type=JSONB)
    changes: list[dict[str, Any]] = Field(sa_type=JSONB)  # each with `path`, `before`, `after`
    reason: str
    made_by_id: UUID = Field(foreign_key="person.id")
    made_at: datetime = Field(sa_type=Instant)


class Award(SQLModel, table=True):
    """An award as one rule set knows it."""

    rule_set_id: str = Field(foreign_key="rule_set.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=40)  # `bk-ttg`
    name: str = Field(max_length=200)
    name_en: str = Field(max_length=200)


class Campaign(Table, table=True):
    """A season of nominations; both days are included."""

    __table_args__ = (CheckConstraint("closes_on >= opens_on", name="days_in_order"),)

    slug: str = Field(max_length=80, unique=True)
    name: str = Field(max_length=200)
    name_en: str = Field(default="", max_length=200)
    year: int
    opens_on: date
    closes_on: date
