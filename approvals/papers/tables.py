"""Tables out: XLSX and CSV in which every cell stays the text that it is.

Names and titles come from outside. What begins like a formula must not become one in the program
that opens the file.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_CELL = _FONT | {"border": 1, "valign": "top", "text_wrap": True, "num_format": "@"}
# The same rows give the same bytes, whenever they are written.
_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_HEADER_ROW = 2  # below the title and what it says about itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`columns` are headings with their widths in characters; `about` says what is in it."""

    title: str
    about: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


def as_xlsx(table: Table) -> bytes:
    """For Excel and LibreOffice: A4 across, its headings always in sight, filters ready."""
    written = io.BytesIO()
    with Workbook(written, _OPTIONS) as book:
        book.set_properties({"title": table.title, "created": _WRITTEN})
        sheet = book.add_worksheet()
        bold, plain = book.add_format(_FONT | {"bold": True}), book.add_format(_FONT)
        head = book.add_format(_CELL | {"bold": True, "bg_color": "#F3E9D2"})
        cell = book.add_format(_CELL)
        sheet.write_string(0, 0, table.title, bold)
        sheet.write_string(1, 0, table.about, plain)
        for place, (heading, width) in enumerate(table.columns):
            sheet.set_column(place, place, width)
            sheet.write_string(_HEADER_ROW, place, heading, head)
        for number, row in enumerate(table.rows, _HEADER_ROW + 1):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text, cell)
        _lay_out(sheet, table)
    return written.getvalue()


def as_csv(table: Table) -> bytes:
    """For other programs: UTF-8 with its mark, so that Excel reads Vietnamese; commas.

    A cell that begins like a formula gets an apostrophe before it, which is how spreadsheets say
    "text". What the table is about is left out: the first line is the headings.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow(heading for heading, _ in table.columns)
    lines.writerows([_text(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def _text(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _lay_out(sheet: Worksheet, table: Table) -> None:
    last_row, last = _HEADER_ROW + len(table.rows), len(table.columns) - 1
    sheet.autofilter(_HEADER_ROW, 0, last_row, last)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.set_footer("&C&P / &N")
