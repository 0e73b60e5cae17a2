"""How commands answer: a table whose cells are never cut off, or JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.cells import cell_len

Row = Mapping[str, object]
Limit = Annotated[
    int,
    Parameter(
        validator=Number(gte=1, lte=10_000), show_default=True, help="At most so many lines."
    ),
]


def show(rows: Sequence[Row], *, as_json: bool, nothing: str) -> None:
    """A list: one line a row, or a JSON array."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, default=str))
    elif rows:
        print(table(rows))
    else:
        print(nothing)


def tell(sentence: str, facts: Row, *, as_json: bool) -> None:
    """What was done: a sentence, or its facts as a JSON object."""
    print(json.dumps(facts, ensure_ascii=False, default=str) if as_json else sentence)


def table(rows: Sequence[Row]) -> str:
    """Columns as wide as their widest cell, counted as a terminal shows them."""
    lines = [list(rows[0]), *([_written(value) for value in row.values()] for row in rows)]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))


def _written(value: object) -> str:
    match value:
        case None | "":
            return "–"
        case True:
            return "yes"
        case False:
            return "no"
        case list() | tuple():
            return ", ".join(str(part) for part in value) or "–"
        case _:
            return str(value)
