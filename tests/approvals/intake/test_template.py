"""The template is read by the reader it was made for."""

import io
import zipfile
from datetime import date

import pytest

from approvals.domain.refusals.filing import NothingNominated
from approvals.intake.importing import plan_import
from approvals.intake.layout import HEADINGS
from approvals.intake.template import Title, template, write_list
from approvals.intake.workbook import read_workbook
from models.enums import NomineeKind
from tests.approvals.intake.spreadsheets import known, rules
from tests.builders import a_nomination

NOMINATIONS = (
    a_nomination("bk-ttg", name="Cao Thị Quỳnh", woman=True, direct_worker=True),
    a_nomination("cstdtq", name="=HYPERLINK(1)", email="an@botuphap.example", woman=False),
    a_nomination("bk-bo", name="http://Hộ ông Sùng A Páo", kind=NomineeKind.HOUSEHOLD, position=""),
    a_nomination(
        "co-cp", name="Vụ Pháp luật", kind=NomineeKind.COLLECTIVE, body_slug="vu-phap-luat"
    ),
    a_nomination("bk-bo", name="Đàm Thị Nết", achievements="Dòng một.\nDòng hai."),
)


def test_an_untouched_template_nominates_nobody() -> None:
    with pytest.raises(NothingNominated):
        plan_import(template(rules()), rules())


def test_what_is_written_is_what_is_read() -> None:
    title = Title(
        body="Bộ Tư pháp", number="109/TTr-BTP", place="Hà Nội", dated_on=date(2025, 6, 5)
    )
    plan = plan_import(write_list(rules(), title, NOMINATIONS), known("vu-phap-luat"))
    assert plan.problems == ()
    assert plan.nominations == NOMINATIONS
    assert (plan.number, plan.dated_on) == ("109/TTr-BTP", date(2025, 6, 5))
    assert plan.body_hint[0] == "bo tu phap"
    assert plan.unread == ()


def test_nothing_in_a_list_is_a_formula_or_a_link() -> None:
    written = write_list(rules(), Title(), NOMINATIONS)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_the_same_list_gives_the_same_bytes() -> None:
    assert write_list(rules(), Title(), NOMINATIONS) == write_list(rules(), Title(), NOMINATIONS)


def test_the_template_offers_the_awards_of_its_rules() -> None:
    with zipfile.ZipFile(io.BytesIO(template(rules()))) as archive:
        texts = archive.read("xl/sharedStrings.xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    for award in rules().offered.values():
        assert award.name in texts
    assert "'Danh mục'!$A$1:$A$4" in sheet
    assert '"Cá nhân,Tập thể,Hộ gia đình"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'state="frozen"' in sheet


def test_notes_fit_beside_a_cell() -> None:
    """A spreadsheet program shows 32 characters of a note's title and 255 of its text."""
    assert all(len(f"{h.note}\n{h.note_en}") <= 255 and len(h.label_en) <= 32 for h in HEADINGS)


def test_guide_and_choices_are_no_lists() -> None:
    sheets = read_workbook(template(rules()), "x")
    assert [sheet.name for sheet in sheets] == ["Danh sách", "Hướng dẫn"]
