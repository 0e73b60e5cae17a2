"""Headers and awards are recognised however people write them, and nothing else is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.intake.columns import award_of, column_of, kind_of, mark_of, woman_of
from approvals.intake.extent import column_letters, column_number
from approvals.intake.vocabulary import HEADINGS, KINDS, Column
from models.enums import NomineeKind
from tests.approvals.intake.spreadsheets import rules

WRITTEN = [(column, heading) for column, names in HEADINGS.items() for heading in names]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("HỌ VÀ TÊN", Column.NAME),
        ("Ho va ten", Column.NAME),
        ("Họ tên cá nhân, tập thể", Column.NAME),
        ("Họ và tên / Tên tập thể\nName", Column.NAME),
        ("(Họ và tên)", Column.NAME),
        ("Danh hiệu/ hình thức đề nghị khen thưởng năm 2019", Column.AWARD),
        ("Danh hiệu thi đua", Column.AWARD),
        ("Danh hiệu đã đạt", Column.KNOWN),
        ("Loại hình khen thưởng", Column.AWARD_KIND),
        ("Loại (Cá nhân/Tập thể/Hộ gia đình)", Column.KIND),
        ("Trực tiếp lao động (x)", Column.DIRECT_WORKER),
        ("E-MAIL", Column.EMAIL),
        ("Tóm tắt thành tích (không quá 200 từ)", Column.ACHIEVEMENTS),
        ("Nữ", Column.WOMAN),
        ("Tên cơ quan", None),
        ("Bậc lương", None),
        ("", None),
        ("#", None),
        ("…", None),
    ],
)
def test_a_header_means_its_column(header: str, column: Column | None) -> None:
    assert column_of(header) is column


def test_no_heading_means_two_columns() -> None:
    assert [(heading, column_of(heading)) for column, heading in WRITTEN] == [
        (heading, column) for column, heading in WRITTEN
    ]


@given(
    st.sampled_from(WRITTEN),
    st.sampled_from(["NFC", "NFD", "NFKC"]),
    st.sampled_from([str.lower, str.upper, str.title, str]),
    st.text(" \t\n\u00a0\u200b:*.", max_size=3),
)
def test_case_form_and_surroundings_do_not_matter(
    written: tuple[Column, str], form: str, case: object, around: str
) -> None:
    column, heading = written
    assert callable(case)
    varied = around + case(unicodedata.normalize(form, heading)) + around  # type: ignore[arg-type]
    assert column_of(varied) is column


@given(st.text(max_size=60))
def test_any_text_is_a_header_or_not(text: str) -> None:
    assert column_of(text) in {None, *Column}
    assert mark_of(text) in {True, False, None}
    assert kind_of(text) in {None, *NomineeKind}
    award = award_of(text, rules())
    assert award is None or award in rules().offered.values()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("bk-ttg", "bk-ttg"),
        ("BK-TTG", "bk-ttg"),
        ("Bằng khen của Thủ tướng Chính phủ", "bk-ttg"),
        ("bằng khen thủ tướng", "bk-ttg"),
        ("BK TTg", "bk-ttg"),
        ("BKTTCP", "bk-ttg"),
        ("Prime Minister's Certificate of Merit", "bk-ttg"),
        ("CSTĐTQ", "cstdtq"),
        ("Chiến sỹ thi đua toàn quốc", "cstdtq"),
        ("CSTĐ TQ", "cstdtq"),
        ("Cờ thi đua Chính phủ", "co-cp"),
        ("Cờ thi đua CP", "co-cp"),
        ("Bằng khen cấp Bộ", "bk-bo"),
        ("BK Bộ", "bk-bo"),
        ("Bằng khen của Bộ trưởng Bộ Tư pháp", "bk-bo"),
        ("Bằng khen của Chủ tịch UBND tỉnh Lào Cai", "bk-bo"),
        ("Bằng khen", None),
        ("Bằng khen của Bộ đội Biên phòng", None),
        ("Chiến sĩ thi đua cơ sở", None),
        ("Cờ thi đua của Bộ", None),
        ("", None),
    ],
)
def test_an_award_is_known_by_code_name_or_short_form(written: str, code: str | None) -> None:
    found = award_of(written, rules())
    assert (found.code if found else None) == code


@pytest.mark.parametrize("kind", NomineeKind)
def test_every_kind_has_words(kind: NomineeKind) -> None:
    assert {kind_of(word.upper()) for word in KINDS[kind]} == {kind}


@pytest.mark.parametrize(
    ("written", "ticked"),
    [
        ("x", True),
        ("X", True),
        ("Có", True),
        ("✓", True),
        ("", False),
        ("không", False),
        ("?", None),
    ],
)
def test_a_mark_is_a_tick_or_not(written: str, *, ticked: bool | None) -> None:
    assert mark_of(written) is ticked


@pytest.mark.parametrize(
    ("written", "woman"), [("Nữ", True), ("nu", True), ("NAM", False), ("", None), ("Khác", None)]
)
def test_gender_is_said_in_a_word(written: str, *, woman: bool | None) -> None:
    assert woman_of(written) is woman


@given(st.integers(0, 20_000))
def test_column_letters_are_those_of_spreadsheet_programs(index: int) -> None:
    assert column_number(column_letters(index)) == index + 1


def test_some_column_letters() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
