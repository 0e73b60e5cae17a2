"""Every bad cell is named by row and column; one of them, and nothing is taken."""

from datetime import date

import pytest

from approvals.commands.submit import Nomination
from approvals.intake.cell_problem import SENTENCES, CellProblem
from models.enums import NomineeKind
from tests.approvals.intake.readings import COLLECTIVE, names, problems, read
from tests.approvals.intake.spreadsheets import ROW, a_list, a_row


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
        ("B4", "duplicate", {"other": "2"})
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
