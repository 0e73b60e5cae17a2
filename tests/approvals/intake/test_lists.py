"""Lists as agencies lay them out: title blocks, sections, merged cells, several sheets."""

import pytest

from approvals.domain.refusals.filing import NothingNominated
from approvals.intake.limits import Limits
from approvals.intake.refusals import HeaderNotFound
from tests.approvals.intake.readings import COLLECTIVE, names, problems, read
from tests.approvals.intake.spreadsheets import (
    HEADER,
    ROW,
    Merge,
    Value,
    a_list,
    a_row,
    a_workbook,
)

TITLE_BLOCK: tuple[tuple[Value, ...], ...] = (
    ("BỘ TƯ PHÁP", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Số: 109/TTr-BTP", "", "", "", "Độc lập - Tự do - Hạnh phúc"),
    ("DANH SÁCH TÊN TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG",),
    (),
)
FOOTER: tuple[tuple[Value, ...], ...] = (
    ("Tổng cộng: 01 trường hợp",),
    ("", "Nơi nhận:", "", "", "TM. BAN CÁN SỰ ĐẢNG"),
    ("", "- Như trên;", "", "", "BỘ TRƯỞNG"),
    ("", "", "", "", "Hoàng Văn Thái"),
)


def test_the_header_is_found_below_a_title_block_and_signatures_end_the_list() -> None:
    numbering = tuple(f"({number})" for number in range(1, 11))
    content = a_workbook([*TITLE_BLOCK, HEADER, numbering, ROW, *FOOTER])
    assert names(content) == ["Cao Thị Quỳnh"]


def test_a_nominee_below_the_signatures_is_not_lost() -> None:
    content = a_workbook([HEADER, ROW, *FOOTER, a_row(name="Hà Thị Nụ", email="")])
    assert names(content) == ["Cao Thị Quỳnh", "Hà Thị Nụ"]


def test_a_collective_named_tong_cuc_does_not_end_the_list() -> None:
    row = a_row(name="Tổng cục Thi hành án dân sự", **COLLECTIVE)
    assert names(a_list(row, ROW)) == ["Tổng cục Thi hành án dân sự", "Cao Thị Quỳnh"]


def test_rows_that_are_only_numbered_are_empty() -> None:
    assert names(a_list(ROW, ("2",), ("3",), (4,))) == ["Cao Thị Quỳnh"]


def test_a_row_that_is_neither_nominee_nor_heading_is_named() -> None:
    assert problems(a_list(ROW, ("Cục Con nuôi",))) == [("A3", "row_not_understood")]


def test_headings_of_sections_give_kind_and_award() -> None:
    header = ("TT", "Tên tập thể, cá nhân", "Chức vụ", "Thành tích")
    content = a_list(
        ("I", "CỜ THI ĐUA CỦA CHÍNH PHỦ"),
        ("", "1. Tập thể (01)"),
        ("1", "Vụ Pháp luật quốc tế", "", "Dẫn đầu khối."),
        ("II", "BẰNG KHEN CỦA THỦ TƯỚNG CHÍNH PHỦ"),
        ("", "1. Tập thể: 01 tập thể"),
        ("1", "Cục Bổ trợ tư pháp", "", "Dẫn đầu phong trào."),
        ("", "2. Cá nhân"),
        ("1", "Lò Văn Páo", "Trưởng phòng", "Tận tụy."),
        header=header,
    )
    assert [(n.name, n.kind.value, n.award_code) for n in read(content).nominations] == [
        ("Vụ Pháp luật quốc tế", "collective", "co-cp"),
        ("Cục Bổ trợ tư pháp", "collective", "bk-ttg"),
        ("Lò Văn Páo", "individual", "bk-ttg"),
    ]


def test_an_outer_heading_ends_what_was_named_below_the_one_before() -> None:
    header = ("TT", "Tên", "Thành tích")
    content = a_list(
        ("I", "Tập thể"),
        ("", "Cờ thi đua của Chính phủ"),
        ("1", "Vụ Pháp luật quốc tế", "Dẫn đầu khối."),
        ("II", "Cá nhân"),
        ("1", "Lò Văn Páo", "Tận tụy."),
        header=header,
    )
    (problem,) = read(content).problems
    assert (problem.cell, problem.code, problem.header) == (
        "6",
        "missing",
        "Danh hiệu / hình thức đề nghị",
    )


def test_an_award_merged_over_rows_is_given_to_each() -> None:
    merged: list[Merge] = [(1, 4, 2, 4)]
    rows = [HEADER, ROW, a_row(name="Vàng A Sình", email="", award="")]
    content = a_workbook(rows, merges=merged)
    assert [n.award_code for n in read(content).nominations] == ["bk-ttg", "bk-ttg"]


def test_a_header_of_two_rows_is_read_as_one() -> None:
    rows = [
        ("STT", "Họ và tên", "Giới tính", "", "Loại", "Hình thức khen thưởng", "Thành tích"),
        ("", "", "Nam", "Nữ", "", "", ""),
        ("1", "Vàng A Sình", "x", "", "Cá nhân", "BK TTg", "Tận tụy."),
        ("2", "Vàng Thị Mỷ", "", "x", "Cá nhân", "BK TTg", "Tận tụy."),
        ("3", "Giàng Seo Pao", "", "", "Cá nhân", "BK TTg", "Tận tụy."),
    ]
    merges = [(0, column, 1, column) for column in (0, 1, 4, 5, 6)] + [(0, 2, 0, 3)]
    reading = read(a_workbook(rows, merges=merges))
    assert [n.woman for n in reading.nominations] == [False, True, None]


def test_ticked_as_man_and_woman_is_named() -> None:
    header = ("Họ và tên", "Nam", "Nữ", "Loại", "Hình thức", "Thành tích")
    content = a_list(("Vàng A Sình", "x", "x", "Cá nhân", "BK TTg", "Tận tụy."), header=header)
    assert problems(content) == [("B2", "gender_unknown")]


def test_office_and_workplace_in_two_columns_are_joined() -> None:
    header = ("Họ và tên", "Chức vụ", "Đơn vị công tác", "Loại", "Hình thức", "Thành tích")
    row = ("Y Bhiu", "Phó Vụ trưởng", "Vụ Pháp chế", "Cá nhân", "BK TTg", "Tận tụy.")
    (nomination,) = read(a_list(row, header=header)).nominations
    assert nomination.position == "Phó Vụ trưởng, Vụ Pháp chế"
    long = ("Y Bhiu", "P" * 200, "V" * 200, "Cá nhân", "BK TTg", "Tận tụy.")
    assert problems(a_list(long, header=header)) == [("C2", "too_long")]


def test_missing_columns_are_named_once() -> None:
    content = a_list(
        ("1", "Y Bhiu", "BK TTg"), ("2", "Y Ngông", "BK TTg"), header=("STT", "Họ và tên", "Award")
    )
    reading = read(content)
    assert [(p.cell, p.code, p.header) for p in reading.problems] == [
        ("1", "column_missing", "Tóm tắt thành tích"),
        ("1", "column_missing", "Loại"),
    ]


def test_a_column_that_stands_twice_is_named() -> None:
    content = a_list((*ROW, "An Thị B"), header=(*HEADER, "Họ tên"))
    (problem,) = read(content).problems
    assert (problem.cell, problem.code, problem.value) == ("K1", "column_twice", "Họ tên")


def test_columns_that_are_not_read_are_said() -> None:
    content = a_list((*ROW, "1980", "5"), header=(*HEADER, "Năm sinh", "Bậc lương"))
    assert read(content).unread == ("Bậc lương",)


def test_lists_on_several_sheets_are_one_submission() -> None:
    other = a_row(name="Cục Con nuôi", **COLLECTIVE)
    content = a_workbook([HEADER, ROW], [["Ghi chú cho phòng"]], [HEADER, other])
    assert names(content) == ["Cao Thị Quỳnh", "Cục Con nuôi"]
    bad = a_workbook([HEADER, ROW], [HEADER, a_row(name="", **COLLECTIVE)])
    assert [(p.sheet, p.cell) for p in read(bad).problems] == [("Sheet2", "B2")]
    (twice,) = read(a_workbook([HEADER, ROW], [HEADER, ROW])).problems
    assert (twice.sheet, twice.cell, twice.facts) == ("Sheet2", "B2", {"other": "2 (Sheet1)"})


def test_without_a_header_or_a_nominee_there_is_nothing_to_submit() -> None:
    with pytest.raises(HeaderNotFound):
        read(a_workbook([["Danh sách"], ROW]))
    with pytest.raises(HeaderNotFound):
        read(a_workbook([]))
    with pytest.raises(NothingNominated):
        read(a_list())


def test_too_many_nominees_are_named_at_the_first_beyond() -> None:
    rows = [a_row(name=f"Hộ ông Sùng A {letter}", email="") for letter in "BCDE"]
    reading = read(a_list(*rows), limits=Limits(nominees=2))
    assert [(p.cell, p.code) for p in reading.problems] == [("B4", "too_many")]
