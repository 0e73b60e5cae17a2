"""Workbooks for tests: from rows of values, or with their parts tampered with."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

from xlsxwriter import Workbook

from approvals.domain.rule_set import RuleSet
from approvals.intake.row import Known
from approvals.rules.loader import FOLDER, load_file

HEADER = (
    "STT",
    "Họ và tên / Tên tập thể",
    "Loại",
    "Chức vụ, đơn vị công tác",
    "Danh hiệu / hình thức đề nghị",
    "Tóm tắt thành tích",
    "Trực tiếp lao động (x)",
    "Giới tính",
    "Thư điện tử",
    "Mã đơn vị",
)
ROW = (
    "1",
    "Cao Thị Quỳnh",
    "Cá nhân",
    "Chuyên viên, Vụ Pháp luật",
    "Bằng khen của Thủ tướng Chính phủ",
    "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục.",
    "x",
    "Nữ",
    "quynh@botuphap.example",
    "",
)
# Where each of them stands, counted from A.
STT, NAME, KIND, POSITION, AWARD, ACHIEVEMENTS, DIRECT, GENDER, EMAIL, BODY = range(10)
SHEET = "xl/worksheets/sheet1.xml"

Value = object
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0


@cache
def rules() -> RuleSet:
    return load_file(FOLDER / "nd98-2023.toml").rules


def known(*bodies: str) -> Known:
    return Known(rules(), bodies)


def a_row(**changes: object) -> tuple[Value, ...]:
    """A good row with some cells changed: `a_row(name=12)`."""
    places = {"stt": STT, "name": NAME, "kind": KIND, "position": POSITION, "award": AWARD}
    places |= {"achievements": ACHIEVEMENTS, "direct": DIRECT, "gender": GENDER}
    places |= {"email": EMAIL, "body": BODY}
    row: list[Value] = list(ROW)
    for name, value in changes.items():
        row[places[name]] = value
    return tuple(row)


def a_workbook(
    *sheets: Sequence[Sequence[Value]], merges: Sequence[Merge] = (), hidden: Sequence[int] = ()
) -> bytes:
    """Sheets of rows of values; a text that starts with `=` is a formula with the result 0."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet()
            if number in hidden:
                sheet.hide()
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date | datetime):
                        sheet.write_datetime(place, column, value, day)
                    elif isinstance(value, str) and not value.startswith("="):
                        sheet.write_string(place, column, value)
                    else:
                        sheet.write(place, column, value)
            for merge in merges:
                first_row, first_column, last_row, last_column = merge
                text = rows[first_row][first_column]
                sheet.merge_range(first_row, first_column, last_row, last_column, text)
    return written.getvalue()


def a_list(*rows: Sequence[Value], header: Sequence[Value] = HEADER) -> bytes:
    """One sheet with a header in row 1."""
    return a_workbook([header, *rows])


def tampered(workbook: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same workbook with its parts changed; None leaves a part out."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = change(name, before.read(name))
            if part is not None:
                after.writestr(name, part)
    return written.getvalue()


def with_sheet(workbook: bytes, old: bytes, new: bytes) -> bytes:
    """The same workbook with something replaced in its first sheet."""

    def change(name: str, part: bytes) -> bytes:
        if name != SHEET:
            return part
        assert old in part, part
        return part.replace(old, new)

    return tampered(workbook, change)
