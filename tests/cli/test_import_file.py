"""A spreadsheet becomes a submission from the command line: all of it, once."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from approvals.commands import administer
from approvals.intake.template import Title, write_list
from core.clock import local_date, now
from core.database import transaction
from tests.approvals.intake.spreadsheets import HEADER, a_list, a_row, rules
from tests.builders import MINISTRY, a_country, a_nomination
from tests.cli.conftest import Command

TITLE = Title(body="Bộ Tư pháp", number="109/TTr-BTP", place="Hà Nội", dated_on=local_date(now()))


@pytest.fixture(autouse=True)
def country(engine: Engine) -> None:
    with transaction(engine) as session:
        a_country(session, today=local_date(now()))


@pytest.fixture
def workbook(tmp_path: Path) -> str:
    path = tmp_path / "danh-sach.xlsx"
    names = ("Cao Thị Quỳnh", "Lò Văn Páo", "Thạch Thị Sa Ly")
    nominations = [a_nomination("bk-bo", name=name) for name in names]
    path.write_bytes(write_list(rules(), TITLE, nominations))
    return str(path)


def test_what_the_title_block_says_need_not_be_given(bangvang: Command, workbook: str) -> None:
    answer = bangvang("import", workbook)
    assert answer.code == 0
    assert answer.out.startswith("Submitted 109/TTr-BTP")
    listed = bangvang("dossier", "list", "--json").json
    assert [row["nominee"] for row in listed] == ["Cao Thị Quỳnh", "Lò Văn Páo", "Thạch Thị Sa Ly"]


def test_the_same_file_twice_is_refused(bangvang: Command, workbook: str) -> None:
    bangvang("import", workbook)
    again = bangvang("import", workbook, "--number", "110/TTr-BTP", "--json")
    assert (again.code, again.json["code"]) == (1, "file_already_submitted")
    assert len(bangvang("dossier", "list", "--json").json) == 3


def test_a_dry_run_submits_nothing(bangvang: Command, workbook: str) -> None:
    answer = bangvang("import", workbook, "--dry-run", "--json")
    assert answer.code == 0
    assert answer.json["submitted"] is False
    assert len(answer.json["nominations"]) == 3
    assert bangvang("dossier", "list", "--json").json == []


def test_what_is_given_goes_before_what_the_file_says(bangvang: Command, workbook: str) -> None:
    given = ("--number", "7/TTr-X", "--dated", "2/1/2024", "--by", "minister@bangvang.example")
    answer = bangvang("import", workbook, *given, "--body", MINISTRY, "--json")
    assert (answer.json["number"], answer.json["dated_on"]) == ("7/TTr-X", "2024-01-02")


def test_every_bad_cell_is_named_and_nothing_is_submitted(
    bangvang: Command, tmp_path: Path
) -> None:
    path = tmp_path / "sai.xlsx"
    path.write_bytes(a_list(a_row(name=12), a_row(award="Giải A", email="sai")))
    answer = bangvang("import", str(path), "--body", MINISTRY)
    assert answer.code == 1
    assert "B2" in answer.out
    assert "Text is expected here" in answer.out
    assert answer.err.strip().endswith("(cells_to_correct)")

    said = bangvang("import", str(path), "--json").json
    assert [(p["cell"], p["code"]) for p in said["facts"]["problems"]] == [
        ("B2", "not_text"),
        ("E3", "award_unknown"),
        ("I3", "email_invalid"),
    ]
    assert bangvang("dossier", "list", "--json").json == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "body_unclear"),
        (("--body", "khong-co"), "body_not_found"),
        (("--body", MINISTRY), "number_missing"),
        (("--body", MINISTRY, "--number", "1/TTr-BTP"), "day_missing"),
        (("--body", MINISTRY, "--campaign", "khong-co"), "campaign_not_found"),
        (("--body", MINISTRY, "--by", "ai@bangvang.example"), "person_not_found"),
        (("--body", "thanh-tra-chinh-phu"), "submitter_unclear"),
    ],
)
def test_what_nobody_says_is_asked_for(
    bangvang: Command, tmp_path: Path, options: tuple[str, ...], code: str
) -> None:
    path = tmp_path / "khong-tieu-de.xlsx"
    path.write_bytes(a_list(a_row()))
    answer = bangvang("import", str(path), *options, "--json")
    assert (answer.code, answer.json["code"]) == (1, code)


def test_of_two_open_campaigns_one_must_be_named(
    bangvang: Command, workbook: str, engine: Engine
) -> None:
    today = local_date(now())
    with transaction(engine) as session:
        administer.add_campaign(
            session,
            slug="dot-xuat",
            name="Đột xuất",
            year=today.year,
            opens_on=today,
            closes_on=today,
            now=now(),
        )
    refused = bangvang("import", workbook, "--json").json
    assert refused["code"] == "campaign_unclear"
    assert sorted(refused["facts"]["possible"]) == ["dot-xuat", f"nam-{today.year}"]
    assert bangvang("import", workbook, "--campaign", "dot-xuat").code == 0


def test_a_file_that_is_no_workbook_or_not_there_is_refused(
    bangvang: Command, tmp_path: Path
) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("STT,Họ và tên")
    assert bangvang("import", str(text), "--json").json["code"] == "workbook_not_xlsx"
    assert bangvang("import", str(tmp_path / "nowhere.xlsx")).code != 0


def test_columns_that_are_not_read_are_said(bangvang: Command, tmp_path: Path) -> None:
    path = tmp_path / "them-cot.xlsx"
    path.write_bytes(a_list((*a_row(), "5"), header=(*HEADER, "Bậc lương")))
    given = ("--body", MINISTRY, "--number", "1/TTr-BTP", "--dated", "2/1/2024")
    assert "Bậc lương" in bangvang("import", str(path), *given, "--dry-run").out
