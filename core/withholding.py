"""What is said of an exception where no name and no address may stand: in logs, and in Prefect.

The text of an exception may quote whatever was at hand: a row, an address, the name of a nominee.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_LIBRARIES = "site-packages"


class Quotable(Exception):
    """An exception whose text names nobody, and may be told anywhere."""


def described(error: BaseException) -> str:
    """Its type, SQLSTATE and constraint where there are any, and the last place in our code."""
    if isinstance(error, Quotable) and str(error):
        return f"{type(error).__name__}: {error}"
    if isinstance(error, BaseExceptionGroup):
        return f"{type(error).__name__} of {', '.join(map(described, error.exceptions))}"
    return " ".join([type(error).__name__, *_of_database(error), *_place(error)])


def trace_of(error: BaseException) -> str:
    """What a traceback tells, causes first, with each exception described instead of quoted."""
    chain = [error]
    while (cause := _cause(chain[-1])) is not None and cause not in chain:
        chain.append(cause)
    return "\n".join(
        "".join(traceback.format_tb(one.__traceback__)) + described(one) for one in reversed(chain)
    )


def _cause(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _of_database(error: BaseException) -> Iterator[str]:
    """SQLAlchemy wraps what psycopg raised."""
    original = getattr(error, "orig", None) or error
    for known in (
        getattr(original, "sqlstate", None),
        getattr(getattr(original, "diag", None), "constraint_name", None),
    ):
        if isinstance(known, str):
            yield known


def _place(error: BaseException) -> Iterator[str]:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT) and _LIBRARIES not in path.parts:
            yield f"at {path.relative_to(_ROOT).as_posix()}:{frame.lineno}"
            return
