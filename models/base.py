"""What all tables share: constraint names, aware times, enums stored by value."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Dialect, ForeignKey, MetaData, TypeDecorator
from sqlalchemy import Enum as SqlEnum
from sqlmodel import Field, SQLModel

from core.ids import uuid7

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMES
METADATA: MetaData = SQLModel.metadata


class Instant(TypeDecorator[datetime]):
    """A moment with its zone. A naive value is a mistake, and is refused here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive moment {value!r}: pass an aware one")
        return value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        return None if value is None else value.astimezone(UTC)


def by_value(words: type[StrEnum]) -> SqlEnum:
    """A text column that holds an enum's values; `one_of` adds the CHECK."""
    return SqlEnum(
        words,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda enum: [word.value for word in enum],
    )


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """CHECK that `column` holds one of the enum's values."""
    values = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


def refers_to(column: str) -> list[ForeignKey]:
    """A foreign key that is checked at commit, for rows that are written together.

    So rows of one transaction go to the database in one batch a table, in any order.
    """
    return [ForeignKey(column, deferrable=True, initially="DEFERRED")]


class Table(SQLModel):
    """Base of tables with a time-ordered key."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)
