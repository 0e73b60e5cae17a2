"""What is not a readable workbook gets one clear refusal, and never ends the process."""

import io
import struct
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.domain.refusals.filing import FileEmpty, FileTooLarge
from approvals.intake.limits import Limits
from approvals.intake.refusals import (
    WorkbookEncrypted,
    WorkbookNotCalculated,
    WorkbookNotXlsx,
    WorkbookTooLarge,
    WorkbookUnreadable,
)
from approvals.intake.workbook import read_workbook
from core.refusal import Refusal
from tests.approvals.intake.spreadsheets import (
    ROW,
    SHEET,
    a_list,
    a_row,
    a_workbook,
    tampered,
    with_sheet,
)

GOOD = a_list(ROW)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FAR_CELL = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def read(content: bytes, limits: Limits | None = None) -> object:
    return read_workbook(content, "danh-sach.xlsx", limits or Limits())


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"", FileEmpty, id="0 bytes"),
        pytest.param(b"STT,Ten\n1,An\n", WorkbookNotXlsx, id="csv renamed"),
        pytest.param(b"<html><table></table></html>", WorkbookNotXlsx, id="web page renamed"),
        pytest.param(OLD_OFFICE, WorkbookNotXlsx, id="xls"),
        pytest.param(
            OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"),
            WorkbookEncrypted,
            id="locked with a password",
        ),
        pytest.param(GOOD[: len(GOOD) // 2], WorkbookUnreadable, id="truncated"),
        pytest.param(b"PK\x03\x04" + bytes(100), WorkbookUnreadable, id="only the first bytes"),
        pytest.param(
            tampered(GOOD, lambda name, part: None if name == "xl/workbook.xml" else part),
            WorkbookNotXlsx,
            id="no workbook in it",
        ),
        pytest.param(
            tampered(GOOD, lambda name, part: b"<x" if name == SHEET else part),
            WorkbookUnreadable,
            id="sheet is no XML",
        ),
        pytest.param(
            tampered(GOOD, lambda name, part: None if name == SHEET else part),
            WorkbookUnreadable,
            id="sheet is missing",
        ),
        pytest.param(
            with_sheet(GOOD, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
            WorkbookUnreadable,
            id="document type declaration",
        ),
        pytest.param(
            with_sheet(GOOD, b'<c r="A1"', b'<c r="A99999999999999999999"'),
            WorkbookTooLarge,
            id="row number beyond any sheet",
        ),
        pytest.param(
            with_sheet(GOOD, b'<c r="A1"', b'<c r="\xc4\x901"'),
            WorkbookUnreadable,
            id="column that is none",
        ),
        pytest.param(
            with_sheet(GOOD, b"</sheetData>", FAR_CELL), WorkbookTooLarge, id="one cell far away"
        ),
        pytest.param(
            with_sheet(GOOD, b"</sheetData>", FAR_CELL.replace(b"<v>1</v>", b'<v xml:space="x"/>')),
            WorkbookTooLarge,
            id="one empty value far away",
        ),
        pytest.param(
            with_sheet(
                GOOD,
                b"</sheetData>",
                b"<row>" + b"<c/>" * 200 + b"<c><v>1</v></c></row></sheetData>",
            ),
            WorkbookTooLarge,
            id="cells without addresses",
        ),
        pytest.param(
            with_sheet(
                GOOD,
                b"</sheetData>",
                b"<row/>" * 20_000 + b"<row><c><v>1</v></c></row></sheetData>",
            ),
            WorkbookTooLarge,
            id="rows without numbers",
        ),
        pytest.param(
            with_sheet(
                GOOD,
                b"</sheetData>",
                b'<row r="3"><c r="C3"><f>1+1</f></c></row></sheetData>',
            ),
            WorkbookNotCalculated,
            id="formula never calculated",
        ),
    ],
)
def test_a_broken_file_gets_one_clear_refusal(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        read(content)
    assert refused.value.field == "file"


def test_a_file_that_unpacks_to_far_more_is_refused_before_it_is_unpacked() -> None:
    bomb = with_sheet(GOOD, b"</sheetData>", b" " * (40 << 20) + b"</sheetData>")
    assert len(bomb) < 100_000
    with pytest.raises(WorkbookTooLarge) as refused:
        read(bomb)
    assert refused.value.facts == {"limit": 32, "unit": "MB"}


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(GOOD)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        size = archive.getinfo(SHEET).file_size
    content = bytearray(bytes(content).replace(struct.pack("<I", size), struct.pack("<I", 10)))
    with pytest.raises(WorkbookUnreadable):
        read(bytes(content))


def test_a_part_locked_with_a_password_is_said_so() -> None:
    content = bytearray(GOOD)
    at = content.rindex(b"PK\x01\x02")  # the last entry of the directory
    while at >= 0:
        content[at + 8] |= 1  # its flag says: encrypted
        at = content.rfind(b"PK\x01\x02", 0, at)
    with pytest.raises(WorkbookEncrypted):
        read(bytes(content))


def test_too_many_bytes_parts_or_sheets_are_refused_by_their_limit() -> None:
    with pytest.raises(FileTooLarge) as refused:
        read(GOOD + bytes(1 << 20), Limits(file_megabytes=1))
    assert refused.value.facts == {"name": "danh-sach.xlsx", "megabytes": 1}
    with pytest.raises(WorkbookTooLarge):
        read(GOOD, Limits(parts=3))
    with pytest.raises(WorkbookTooLarge):
        read(a_workbook([ROW], [ROW], [ROW]), Limits(sheets=2))


def test_cells_that_are_only_coloured_far_below_do_not_count() -> None:
    coloured = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    (sheet,) = read_workbook(with_sheet(GOOD, b"</sheetData>", coloured), "x", Limits())
    assert len(sheet.rows) == 2


def test_the_claimed_size_of_a_sheet_is_not_believed() -> None:
    claimed = with_sheet(GOOD, b'ref="A1:J2"', b'ref="A1:XFD1048576"')
    (sheet,) = read_workbook(claimed, "x", Limits())
    assert [len(row) for row in sheet.rows] == [10, 10]


def test_macros_and_pictures_are_left_behind() -> None:
    with_macros = io.BytesIO(GOOD)
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"AutoOpen")
    (sheet,) = read_workbook(with_macros.getvalue(), "x", Limits())
    assert sheet.rows[1][1] == "Cao Thị Quỳnh"


def test_a_formula_gives_its_stored_result_and_a_cell_error_its_name() -> None:
    book = with_sheet(
        a_list(a_row(name="=UPPER(B9)", position="=NA()")),
        b'<c r="D2"><f>NA()</f><v>0</v>',
        b'<c r="D2" t="e"><f>NA()</f><v>#N/A</v>',
    )
    (sheet,) = read_workbook(book, "x", Limits())
    assert sheet.rows[1][1] == 0
    assert sheet.rows[1][3] == "#N/A"


def test_a_formula_whose_result_is_an_empty_text_is_calculated() -> None:
    book = with_sheet(
        a_list(a_row(email="=IF(1,1,1)")),
        b'<c r="I2"><f>IF(1,1,1)</f><v>0</v>',
        b'<c r="I2" t="str"><f>IF(1,1,1)</f><v></v>',
    )
    (sheet,) = read_workbook(book, "x", Limits())
    assert sheet.rows[1][8] == ""


def test_hidden_sheets_are_not_read() -> None:
    sheets = read_workbook(a_workbook([["A"]], [["B"]], hidden=[1]), "x", Limits())
    assert [sheet.name for sheet in sheets] == ["Sheet1"]


def test_a_cell_merged_over_rows_is_the_value_of_each() -> None:
    rows = [["a", "b"], ["", "c"], ["", "d"]]
    (sheet,) = read_workbook(a_workbook(rows, merges=[(0, 0, 2, 0)]), "x", Limits())
    assert sheet.rows == (("a", "b"), ("a", "c"), ("a", "d"))


def test_a_merged_area_far_beyond_the_rows_does_no_harm() -> None:
    book = a_workbook([["a", "b"], ["", "c"]], merges=[(0, 0, 1, 0)])
    (sheet,) = read_workbook(with_sheet(book, b'"A1:A2"', b'"A1:A1048576"'), "x", Limits())
    assert sheet.rows == (("a", "b"), ("a", "c"))


def test_dates_and_numbers_keep_their_types() -> None:
    (sheet,) = read_workbook(a_workbook([[date(2025, 6, 15), 12, 1.5, True]]), "x", Limits())
    assert sheet.rows == ((date(2025, 6, 15), 12, 1.5, True),)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6))
def test_damaged_bytes_are_read_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD)
    for place, byte in damage:
        content[place] = byte
    with suppress(Refusal):
        read(bytes(content))
