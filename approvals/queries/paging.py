"""Keyset pages: a page begins beside a row, so rows added meanwhile neither repeat nor get lost."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Self, TypeAlias, TypeVar, cast
from uuid import UUID

from sqlalchemy import Select, TypeDecorator, tuple_
from sqlmodel import Session

from core.vietnamese import clean

T = TypeVar("T")
Query: TypeAlias = Select[Any]
_LONGEST = 4_000  # characters of a cursor; a name in it has 300 letters at most


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row a page stands beside: after it, or before it when `backward`.

    Opaque to whoever carries it about; it holds nothing but what that row showed.
    """

    order: str
    values: tuple[str, ...]
    backward: bool = False

    def __str__(self) -> str:
        written = json.dumps([self.order, int(self.backward), *self.values], ensure_ascii=False)
        return base64.urlsafe_b64encode(written.encode()).rstrip(b"=").decode()

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        """The cursor, or None for what is none: a list then begins at its start."""
        if not text or len(text) > _LONGEST:
            return None
        try:
            order, backward, *values = json.loads(base64.urlsafe_b64decode(f"{text}=="))
        except (ValueError, TypeError):
            return None
        if not all(isinstance(value, str) and clean(value) == value for value in values):
            return None
        return cls(str(order), tuple(values), bool(backward))


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted: columns without NULL, the last of them unique, all in one direction."""

    name: str
    columns: tuple[Any, ...]  # SQL expressions
    descending: bool = False

    def values_of(self, cursor: Cursor | None) -> tuple[Any, ...] | None:
        """A cursor's values as the columns have them; None when it is of another order."""
        if cursor is None or cursor.order != self.name or len(cursor.values) != len(self.columns):
            return None
        try:
            return tuple(
                _READ.get(_python_type(column), str)(value)
                for column, value in zip(self.columns, cursor.values, strict=True)
            )
        except ValueError:
            return None


def _python_type(column: Any) -> type:  # noqa: ANN401 -- an SQL expression of any type
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return cast("type", kind.python_type)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


_READ: dict[type, Callable[[str], Any]] = {
    UUID: UUID,
    date: date.fromisoformat,
    datetime: _moment,
}


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and where its neighbours begin; None where there are none."""

    rows: Sequence[T]
    previous: Cursor | None = None
    next: Cursor | None = None


def page_of(
    session: Session, query: Query, order: Order, cursor: Cursor | None, *, limit: int
) -> Page[Any]:
    """One page of a query's rows. A cursor that fits nothing any more begins at the start."""
    values = order.values_of(cursor)
    backward = cursor is not None and values is not None and cursor.backward
    found = session.execute(_placed(query, order, values, backward=backward, limit=limit)).all()
    if values is not None and not found:
        return page_of(session, query, order, None, limit=limit)
    more, rows = len(found) > limit, list(found[:limit])
    if backward:
        rows.reverse()
    before, after = (more, True) if backward else (values is not None, more)
    return Page(
        [row[: -len(order.columns)] for row in rows],
        previous=_beside(order, rows[0], backward=True) if before else None,
        next=_beside(order, rows[-1], backward=False) if after else None,
    )


def _placed(
    query: Query,
    order: Order,
    values: tuple[Any, ...] | None,
    *,
    backward: bool,
    limit: int,
) -> Query:
    """One row more than a page, to know whether another page follows."""
    falling = order.descending is not backward
    if values is not None:
        here = tuple_(*order.columns)
        query = query.where(here < values if falling else here > values)
    sorted_by = [column.desc() if falling else column.asc() for column in order.columns]
    return query.add_columns(*order.columns).order_by(*sorted_by).limit(limit + 1)


def _beside(order: Order, row: Sequence[Any], *, backward: bool) -> Cursor:
    key = row[-len(order.columns) :]
    values = (
        value.isoformat() if isinstance(value, date) else str(value)  # a datetime is a date
        for value in key
    )
    return Cursor(order.name, tuple(values), backward)
