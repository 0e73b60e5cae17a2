"""How many statements a piece of work sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event


@contextmanager
def statements(where: Engine | Connection) -> Iterator[list[str]]:
    """Collects what is sent while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:  # noqa: ANN401
        sent.append(statement)

    event.listen(where, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(where, "before_cursor_execute", note)
