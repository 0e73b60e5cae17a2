"""Tables out: texts stay texts, days and numbers are such, whatever opens the file."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from approvals.papers.tables import Table, as_csv, as_xlsx

HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
]


def of(*row: object) -> Table:
    columns = [(f"Cột {place}", 12) for place, _ in enumerate(row)]
    return Table(title="Hồ sơ", about="Một dòng", columns=columns, rows=[row])  # type: ignore[list-item]


def sheet_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_somebody_wrote_becomes_a_formula(text: str) -> None:
    sheet = sheet_of(as_xlsx(of(text)))
    assert "<f" not in re.sub(r"<(formatCode|fonts?)\b", "", sheet)
    (cell,) = re.findall(r'<c r="A4"[^>]*>', sheet)
    assert 't="inlineStr"' in cell
    written = as_csv(of(text)).decode("utf-8-sig")
    _, (shown,) = csv.reader(io.StringIO(written, newline=""))
    assert shown == f"'{text}"


def test_a_text_stays_one_when_its_cell_is_edited() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(of("=1")))) as parts:
        assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()


def test_days_and_numbers_can_be_reckoned_with() -> None:
    content = as_xlsx(of("An", date(2026, 11, 23), 7, None))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    *_, row = sheet.to_python()
    assert row == ["An", date(2026, 11, 23), 7, ""]
    *_, line = as_csv(of("An", date(2026, 11, 23), 7, None)).decode("utf-8-sig").splitlines()
    assert line == '"An","2026-11-23",7,""'


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert as_csv(of("Đỗ")).startswith(b"\xef\xbb\xbf")


def test_rows_are_written_as_they_come() -> None:
    table = of("An")
    many = Table(
        title=table.title,
        about=table.about,
        columns=table.columns,
        rows=((f"Dòng {number}",) for number in range(3)),
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(many))).get_sheet_by_index(0)
    assert sheet.to_python()[-3:] == [["Dòng 0"], ["Dòng 1"], ["Dòng 2"]]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert as_xlsx(of("An", 1)) == as_xlsx(of("An", 1))
