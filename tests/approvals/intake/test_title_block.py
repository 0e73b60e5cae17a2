"""Number, day and body are read from what stands above a list, as agencies print it."""

from datetime import date, datetime

import pytest

from approvals.intake.title_block import TitleBlock, read_title_block
from approvals.intake.workbook import Cell


def read(*lines: Cell) -> TitleBlock:
    return read_title_block([[line, ""] for line in lines])


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 109/TTr-UBND", "109/TTr-UBND"),
        ("Số:  109 / TTr - UBND", "109/TTr-UBND"),
        ("Số 9891/TTr-BKHĐT.", "9891/TTr-BKHĐT"),
        ("số: 01a/TTr-V.II", "01a/TTr-V.II"),
        ("(Kèm theo Tờ trình số 7/TTr-BNV ngày 02/5/2025 của Bộ Nội vụ)", "7/TTr-BNV"),
        ("Số:      /TTr-BNV", None),
        ("Số: 98/2023/NĐ-CP", None),
        ("Số: 500/QĐ-TTg", None),
        ("", None),
    ],
)
def test_the_number_is_that_of_a_submission(line: str, number: str | None) -> None:
    assert read(line).number == number


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Lào Cai, ngày 15 tháng 6 năm 2025"], date(2025, 6, 15)),
        (["LÀO CAI, NGÀY 15 THÁNG 06 NĂM 2025"], date(2025, 6, 15)),
        (["(Kèm theo Tờ trình số 7/TTr-BNV ngày 02/5/2025)"], date(2025, 5, 2)),
        (
            [
                "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023",
                "Hà Nội, ngày 2 tháng 5 năm 2025",
            ],
            date(2025, 5, 2),
        ),
        (
            ["Hà Nội, ngày 9 tháng 9 năm 2025", "(Tờ trình số 7/TTr-BNV ngày 02/5/2025)"],
            date(2025, 5, 2),
        ),
        ([datetime(2025, 6, 15)], date(2025, 6, 15)),  # noqa: DTZ001 -- as spreadsheets have them
        ([date(2025, 6, 15)], date(2025, 6, 15)),
        (["Hà Nội, ngày 31 tháng 2 năm 2025"], None),
        (["Hà Nội, ngày … tháng … năm 2025"], None),
        ([], None),
    ],
)
def test_the_day_is_the_submissions_own(lines: list[Cell], day: date | None) -> None:
    assert read(*lines).dated_on == day


def test_each_line_may_name_the_body() -> None:
    title = read("BỘ TƯ PHÁP\nVỤ THI ĐUA - KHEN THƯỞNG", "(Tờ trình số 7/TTr-BTP của Bộ Tư pháp)")
    assert "bo tu phap" in title.names
    assert title.names[:2] == ("bo tu phap", "vu thi dua - khen thuong")
