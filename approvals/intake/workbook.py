"""Reads an .xlsx file into plain rows. Formulas are not run: their stored results are taken."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from approvals.intake.container import measured
from approvals.intake.limits import LIMITS, Limits
from approvals.intake.refusals import WorkbookTooLarge, WorkbookUnreadable

Cell = int | float | str | bool | time | date | datetime | timedelta
Place = tuple[int, int]  # row and column, from 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one visible sheet, from A1 on; an empty cell is an empty text."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[Place, Place], ...] = ()


def read_workbook(content: bytes, name: str, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """The visible sheets in their order; hidden ones hold lists for drop-downs."""
    container = io.BytesIO(measured(content, name, limits))
    try:
        with CalamineWorkbook.from_filelike(container) as workbook:
            return tuple(_read(sheet) for sheet in _visible(workbook, limits))
    except CalamineError:
        raise WorkbookUnreadable from None


def _visible(workbook: CalamineWorkbook, limits: Limits) -> list[CalamineSheet]:
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]
    if len(names) > limits.sheets:
        raise WorkbookTooLarge(limit=limits.sheets, unit="sheets")
    return [workbook.get_sheet_by_name(name) for name in names]


def _read(sheet: CalamineSheet) -> Sheet:
    rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    merged = tuple(sheet.merged_cell_ranges or ())
    for first, last in merged:
        _fill_down(rows, first, last)
    return Sheet(sheet.name, tuple(tuple(row) for row in rows), merged)


def _fill_down(rows: list[list[Cell]], first: Place, last: Place) -> None:
    """An award merged over five rows is the award of all five."""
    row, column = first
    if row < len(rows) and column < len(rows[row]):
        for below in rows[row + 1 : last[0] + 1]:
            below[column] = rows[row][column]
