"""Tables out: XLSX and CSV in which every text stays the text that it is.

Names and titles come from outside. What begins like a formula must not become one in the program
that opens the file. Rows are written as they come, so a long table takes no more memory.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import BinaryIO, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = str | int | date | None  # of a moment, its day

_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_CELL = _FONT | {"border": 1, "valign": "top", "text_wrap": True}
# A cell stays a text when somebody edits it: its format says so, and its hidden apostrophe.
_TEXT = _CELL | {"num_format": "@", "quote_prefix": True}
# The same rows give the same bytes, whenever they are written.
_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_HEADER_ROW = 2  # below the title and what it says about itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`columns` are headings with their widths in characters; `about` says what is in it."""

    title: str
    about: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]


def write_xlsx(table: Table, file: BinaryIO) -> None:
    """For Excel and LibreOffice: A4 across, its headings always in sight, filters ready.

    Days and numbers are such cells, so that they can be sorted and reckoned with.
    """
    with Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": table.title, "created": _WRITTEN})
        sheet = book.add_worksheet()
        bold, plain = book.add_format(_FONT | {"bold": True}), book.add_format(_FONT)
        head = book.add_format(_CELL | {"bold": True, "bg_color": "#F3E9D2"})
        text, number = book.add_format(_TEXT), book.add_format(_CELL | {"num_format": "0"})
        day = book.add_format(_CELL | {"num_format": "dd/mm/yyyy"})
        for place, (_, width) in enumerate(table.columns):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, table.title, bold)
        sheet.write_string(1, 0, table.about, plain)
        for place, (heading, _) in enumerate(table.columns):
            sheet.write_string(_HEADER_ROW, place, heading, head)
        last = _HEADER_ROW
        for last, row in enumerate(table.rows, _HEADER_ROW + 1):
            for place, cell in enumerate(row):
                match cell:
                    case None:
                        sheet.write_blank(last, place, None, text)
                    case str():
                        sheet.write_string(last, place, cell, text)
                    case int():
                        sheet.write_number(last, place, cell, number)
                    case _:
                        sheet.write_datetime(last, place, cell, day)
        _lay_out(sheet, last, len(table.columns) - 1)


def write_csv(table: Table, file: BinaryIO) -> None:
    """For other programs: UTF-8 with its mark, so that Excel reads Vietnamese; commas, quotes.

    A text that begins like a formula gets an apostrophe before it, which is how spreadsheets say
    "text". What the table is about is left out: the first line is the headings.
    """
    written = io.TextIOWrapper(file, "utf-8-sig", newline="")
    lines = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    lines.writerow(heading for heading, _ in table.columns)
    lines.writerows([_plain(cell) for cell in row] for row in table.rows)
    written.flush()
    written.detach()  # the file stays open


def as_xlsx(table: Table) -> bytes:
    """A short table, whole: see `write_xlsx`."""
    written = io.BytesIO()
    write_xlsx(table, written)
    return written.getvalue()


def as_csv(table: Table) -> bytes:
    """A short table, whole: see `write_csv`."""
    written = io.BytesIO()
    write_csv(table, written)
    return written.getvalue()


def _plain(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case int():
            return cell
        case str():
            return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
        case _:
            return cell.isoformat()


def _lay_out(sheet: Worksheet, last_row: int, last: int) -> None:
    sheet.autofilter(_HEADER_ROW, 0, last_row, last)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.set_footer("&C&P / &N")
