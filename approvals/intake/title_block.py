"""What stands above the list: the submission's number, its day, and whose it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from approvals.intake.cells import shown
from approvals.intake.workbook import Cell
from core.vietnamese import search_key

# Only a tờ trình's own number: decrees and plans are quoted in titles too.
_NUMBER = re.compile(r"(\d{1,6}[a-z]?)\s*/\s*(TTr(?:\s*-\s*[^\s,;()/]+)?)", re.IGNORECASE)
_LONG_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_SHORT_DAY = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")
_OF = re.compile(r"\bcủa\s+(.+)$", re.IGNORECASE)
_ANOTHER_PAPER = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?(?!TTr)[A-ZĐ]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What could be read; `names` are the words of each line, in which a body may be named."""

    number: str | None = None
    dated_on: date | None = None
    names: tuple[str, ...] = ()


def read_title_block(rows: Iterable[Iterable[Cell]]) -> TitleBlock:
    """The first number and day found, reading as one does: line by line, left to right."""
    cells = [cell for row in rows for cell in row if shown(cell)]
    lines = [line for cell in cells for line in _lines(cell)]
    number = next((found for line in lines if (found := _number(line))), None)
    return TitleBlock(number, _day(cells, lines), tuple(dict.fromkeys(_names(lines))))


def _lines(cell: Cell) -> list[str]:
    written = cell.splitlines() if isinstance(cell, str) else [shown(cell)]
    return [shown(line) for line in written if shown(line)]


def _number(line: str) -> str | None:
    """`109/TTr-UBND`, written without the spaces people put in it."""
    found = _NUMBER.search(line)
    if found is None:
        return None
    symbol = re.sub(r"\s", "", found[2])
    return f"{found[1]}/{symbol}".rstrip(".:")


def _day(cells: list[Cell], lines: list[str]) -> date | None:
    """The day beside the number first; then any line's own; then a cell that is a date."""
    beside = [line[found.end() :] for line in lines if (found := _NUMBER.search(line))]
    own = [line for line in lines if not _ANOTHER_PAPER.search(line)]
    days = [_day_in(line) for line in (*beside, *own)]
    days += [
        cell.date() if isinstance(cell, datetime) else cell
        for cell in cells
        if isinstance(cell, date)
    ]
    return next((day for day in days if day), None)


def _day_in(line: str) -> date | None:
    found = _LONG_DAY.search(line) or _SHORT_DAY.search(line)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _names(lines: list[str]) -> Iterable[str]:
    """Each line, and what follows "của": "(Kèm theo Tờ trình số … của Bộ Tư pháp)"."""
    for line in lines:
        yield _bare(line)
        of = _OF.search(line)
        if of:
            yield _bare(of[1])


def _bare(name: str) -> str:
    """A name as bodies are searched by, without what a sentence puts around it."""
    return search_key(name).strip(" .,;:()")
