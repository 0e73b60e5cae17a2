"""Every bad cell is named by row and column; one of them, and nothing is taken."""

from datetime import date

import pytest

from approvals.commands.submit import Nomination
from approvals.domain.refusals import NothingNominated
from approvals.intake.cell_problem import SENTENCES, CellProblem
from approvals.intake.limits import Limits
from approvals.intake.reading import Reading, read_nominations
from approvals.intake.refusals import HeaderNotFound
from approvals.intake.workbook import read_workbook
from models.enums import NomineeKind
from tests.approvals.intake.spreadsheets import (
    HEADER,
    ROW,
    Merge,
    Value,
    a_list,
    a_row,
    a_workbook,
    known,
)

COLLECTIVE = {"kind": "Tập thể", "direct": "", "gender": "", "email": ""}


def read(content: bytes, *bodies: str, limits: Limits | None = None) -> Reading:
    return read_nominations(read_workbook(content, "x"), known(*bodies), limits or Limits())


def problems(content: bytes, *bodies: str) -> list[tuple[str, str]]:
    reading = read(content, *bodies)
    assert reading.nominations == ()
    return [(problem.cell, problem.code) for problem in reading.problems]


def names(content: bytes) -> list[str]:
    reading = read(content)
    assert reading.problems == ()
    return [nomination.name for nomination in reading.nominations]


def test_a_good_row_becomes_a_nomination() -> None:
    assert read(a_list(ROW)).nominations == (
        Nomination(
            kind=NomineeKind.INDIVIDUAL,
            name="Cao Thị Quỳnh",
            position="Chuyên viên, Vụ Pháp luật",
            award_code="bk-ttg",
            achievements="Hoàn thành xuất sắc nhiệm vụ hai năm liên tục.",
            email="quynh@botuphap.example",
            direct_worker=True,
            woman=True,
        ),
    )


@pytest.mark.parametrize(
    ("changes", "cell", "code"),
    [
        ({"name": ""}, "B2", "missing"),
        ({"name": "\u200b \u00a0"}, "B2", "missing"),
        ({"name": 12}, "B2", "not_text"),
        ({"name": 12.5}, "B2", "not_text"),
        ({"name": True}, "B2", "not_text"),
        ({"name": date(1980, 5, 1)}, "B2", "not_text"),
        ({"name": "12 - 34"}, "B2", "not_a_name"),
        ({"name": "A" * 301}, "B2", "too_long"),
        ({"name": "#N/A"}, "B2", "cell_error"),
        ({"kind": ""}, "C2", "missing"),
        ({"kind": "Doanh nghiệp"}, "C2", "kind_unknown"),
        ({"position": 45_000}, "D2", "not_text"),
        ({"position": "#REF!"}, "D2", "cell_error"),
        ({"position": "A" * 301}, "D2", "too_long"),
        ({"award": ""}, "E2", "missing"),
        ({"award": "Huân chương Sao vàng"}, "E2", "award_unknown"),
        ({"award": 3}, "E2", "award_unknown"),
        ({"award": "Cờ thi đua của Chính phủ"}, "E2", "award_not_for_kind"),
        ({"achievements": ""}, "F2", "missing"),
        ({"achievements": 2024}, "F2", "not_text"),
        ({"achievements": "A" * 10_001}, "F2", "too_long"),
        ({"direct": "có lẽ"}, "G2", "mark_unknown"),
        ({"gender": "N"}, "H2", "gender_unknown"),
        ({"email": "quynh tại botuphap"}, "I2", "email_invalid"),
        ({"email": "quynh@botuphap"}, "I2", "email_invalid"),
        ({"email": "a" * 250 + "@x.vn"}, "I2", "email_invalid"),
        ({"body": "cuc-khong-co"}, "J2", "body_unknown"),
        ({"body": "vu-phap-luat"}, "J2", "not_for_kind"),
        (COLLECTIVE | {"gender": "Nữ"}, "H2", "not_for_kind"),
        (COLLECTIVE | {"direct": "x"}, "G2", "not_for_kind"),
    ],
)
def test_a_bad_cell_is_named(changes: dict[str, object], cell: str, code: str) -> None:
    assert problems(a_list(a_row(**changes)), "vu-phap-luat") == [(cell, code)]


def test_every_bad_cell_of_every_row_is_named_and_no_row_is_taken() -> None:
    content = a_list(
        ROW,
        a_row(name="", award="?"),
        a_row(name="Lò Văn Páo", email="x"),
        a_row(name="Thạch Thị Sa Ly", kind="Khác", achievements=""),
    )
    assert problems(content) == [
        ("B3", "missing"),
        ("E3", "award_unknown"),
        ("I4", "email_invalid"),
        ("C5", "kind_unknown"),
        ("F5", "missing"),
    ]


def test_a_problem_says_where_what_and_why() -> None:
    (problem,) = read(a_list(ROW, a_row(name="Y Bhiu", email="sai"))).problems
    assert problem == CellProblem(
        code="email_invalid",
        sheet="Sheet1",
        row=3,
        column="I",
        header="Thư điện tử",
        value="sai",
    )
    assert problem.sentence == "“sai” is not an e-mail address."


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_can_be_said(code: str) -> None:
    facts = dict.fromkeys(("limit", "length", "known", "award", "other"), 1)
    problem = CellProblem(code=code, sheet="S", row=1, column="A", header="H", facts=facts)
    assert problem.sentence.endswith((".", "?"))
    assert "%(" not in problem.sentence


def test_the_same_nominee_for_the_same_award_is_named() -> None:
    content = a_list(ROW, a_row(name="Rơ Châm Hyin", email=""), a_row(name="CAO THỊ QUỲNH"))
    reading = read(content)
    assert [(p.cell, p.code, p.facts) for p in reading.problems] == [
        ("B4", "duplicate", {"other": 2})
    ]


def test_an_address_is_one_persons_whatever_the_name() -> None:
    assert problems(a_list(ROW, a_row(name="Cao T. Quỳnh"))) == [("B3", "duplicate")]


def test_people_of_one_name_differ_by_workplace_tone_or_award() -> None:
    others = (
        a_row(email="", position="Chánh Văn phòng"),
        a_row(email="", name="Cao Thị Quynh"),
        a_row(award="Chiến sĩ thi đua toàn quốc"),
    )
    assert len(read(a_list(ROW, *others)).nominations) == 4


def test_decomposed_letters_and_invisible_characters_are_cleaned() -> None:
    name = "  Ca\u0300\u200bo\u00a0Thi\u0323 \u202eQuy\u0300nh\u202c "
    assert names(a_list(a_row(name=name))) == ["Cào Thị Quỳnh"]


def test_achievements_keep_their_paragraphs() -> None:
    text = "  Chủ trì 03 đề án._x000D_\n\n  Tiết kiệm  2 tỷ đồng.\u200b "
    (nomination,) = read(a_list(a_row(achievements=text))).nominations
    assert nomination.achievements == "Chủ trì 03 đề án.\nTiết kiệm 2 tỷ đồng."


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    from_formula = a_list(a_row(name="+84 Trạm kiểm soát"))
    assert names(from_formula) == ["+84 Trạm kiểm soát"]


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
