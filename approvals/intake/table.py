"""Finds the list in a sheet: below quốc hiệu, agency, title and number stands a header row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from approvals.intake.cells import shown
from approvals.intake.columns import column_of
from approvals.intake.vocabulary import HEADINGS, Column
from approvals.intake.workbook import Cell, Sheet

_DEEPEST_HEADER = 60  # rows of title block above a list; real ones have about ten
_PLACE_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")


@dataclass(frozen=True, slots=True)
class Table:
    """A list in a sheet: which column is where, and the first row below the header."""

    sheet: Sheet
    header_row: int  # from 0, as are the places of columns
    first_row: int
    places: Mapping[Column, int]
    twice: tuple[tuple[Column, int], ...] = ()
    unread: tuple[str, ...] = ()
    labels: Mapping[Column, str] = field(default_factory=dict)

    def label(self, column: Column) -> str:
        """The header as written; the template's when the column is not there."""
        return self.labels.get(column, HEADINGS[column][0])

    def cell(self, row: Sequence[Cell], column: Column) -> Cell:
        return row[self.places[column]] if column in self.places else ""


def find_table(sheet: Sheet) -> Table | None:
    """The list of a sheet, or None when no row looks like its header."""
    for number, row in enumerate(sheet.rows[:_DEEPEST_HEADER]):
        found = {column_of(shown_label(cell)) for cell in row if shown(cell)}
        if Column.NAME in found and found & {Column.AWARD, Column.ACHIEVEMENTS}:
            return _table(sheet, number)
    return None


def shown_label(cell: Cell) -> str:
    """A header with its line breaks: the second line often is a translation."""
    return cell.strip() if isinstance(cell, str) else shown(cell)


def _table(sheet: Sheet, header_row: int) -> Table:
    last = _last_header_row(sheet, header_row)
    headers = [
        lower if column_of(shown_label(lower)) else upper
        for upper, lower in zip(sheet.rows[header_row], sheet.rows[last], strict=True)
    ]
    places: dict[Column, int] = {}
    twice: list[tuple[Column, int]] = []
    unread: list[str] = []
    for place, header in enumerate(headers):
        column = column_of(shown_label(header))
        if column is None:
            unread += [shown(header)] if shown(header) else []
        elif column in places and column is not Column.KNOWN:
            twice.append((column, place))
        else:
            places.setdefault(column, place)
    labels = {column: shown(headers[place]) for column, place in places.items()}
    first = _below_numbering(sheet, last + 1)
    return Table(sheet, header_row, first, places, tuple(twice), tuple(unread), labels)


def _last_header_row(sheet: Sheet, header_row: int) -> int:
    """A header of two rows shows by the cells that are merged over both."""
    ends = [
        last[0]
        for first, last in sheet.merged
        if first[0] == header_row and first[1] == last[1] and last[0] < len(sheet.rows)
    ]
    return max(ends, default=header_row)


def _below_numbering(sheet: Sheet, row: int) -> int:
    """Official lists number their columns below the header: (1) (2) (3)."""
    if row < len(sheet.rows):
        written = [shown(cell) for cell in sheet.rows[row] if shown(cell)]
        if len(written) > 1 and all(_PLACE_NUMBER.fullmatch(cell) for cell in written):
            return row + 1
    return row
