"""What commands that write share: one transaction, a dry run, days as people write them."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Annotated

from cyclopts import Parameter, Token
from sqlalchemy import Engine
from sqlmodel import Session

from core.database import transaction

_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")

Flag = Annotated[bool, Parameter(negative="")]
DryRun = Annotated[
    bool, Parameter(negative="", help="Do everything but keep nothing: shows what would happen.")
]


class _Undo(Exception):
    """Ends a dry run's transaction without keeping it."""


@contextmanager
def writing(engine: Engine, *, dry_run: bool) -> Iterator[Session]:
    """One transaction, kept when the block ends; undone for a dry run, which says so."""
    with suppress(_Undo), transaction(engine) as session:
        yield session
        if dry_run:
            print("Dry run: nothing was kept.", file=sys.stderr)
            raise _Undo


def day(_type: object, tokens: Sequence[Token]) -> date:
    """`2025-06-15`, or `15/6/2025` as papers have it."""
    written = tokens[0].value
    day_first = _DAY_FIRST.fullmatch(written)
    try:
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"“{written}” is no day: write 15/6/2025 or 2025-06-15.") from None


Day = Annotated[date, Parameter(converter=day)]
