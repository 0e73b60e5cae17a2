"""Lists of past decisions: all rows or none, and once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from approvals.intake.record import RecordPlan, import_record, plan_record
from approvals.intake.refusals import CellsToCorrect
from approvals.queries import past_awards
from approvals.queries.cases import case_of
from approvals.queries.events import timeline
from approvals.queries.journal import JOURNAL
from approvals.queries.personal_copy import of_nominee
from models.commendation import AwardKind
from models.enums import NomineeKind
from models.past_awards import PastAward
from tests.approvals.intake.spreadsheets import a_workbook, known
from tests.builders import a_country, a_dossier

NOW = datetime(2025, 11, 25, 2, 0, tzinfo=UTC)
HEADER = (
    "STT",
    "Họ và tên / Tên tập thể",
    "Loại",
    "Chức vụ, đơn vị công tác",
    "Danh hiệu",
    "Số quyết định",
    "Ngày quyết định",
    "Năm khen thưởng",
    "Loại hình khen thưởng",
)
ROW = (
    "1",
    "Cao Thị Quỳnh",
    "Cá nhân",
    "Chuyên viên, Vụ Pháp luật",
    "cstd-bo",
    "12/QĐ-BTP",
    date(2024, 1, 10),
    2023,
    "",
)
TEAM = (
    *("2", "Vụ Pháp luật", "Tập thể", "", "bk-ttg"),
    *("574/QĐ-TTg", "22/5/2018", "", "Khen đột xuất"),
)


def planned(
    folder: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER
) -> RecordPlan:
    path = folder / "quyet-dinh.xlsx"
    path.write_bytes(a_workbook([header, *rows, ("Tổng cộng: 2",)]))
    return plan_record(path, known())


def test_a_list_of_decisions_is_read(tmp_path: Path) -> None:
    """An award that no submission may ask for may still have been given."""
    person, team = planned(tmp_path, ROW, TEAM).awards
    assert (person.award_code, person.year, person.decided_on) == ("cstd-bo", 2023, ROW[6])
    assert person.award_kind is AwardKind.MERIT
    assert (team.kind, team.year, team.award_kind) == (
        NomineeKind.COLLECTIVE,
        2018,
        AwardKind.SUDDEN,
    )


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (6, "31/2/2024", "not_a_day"),
        (6, "", "missing"),
        (7, "hai nghìn", "not_a_year"),
        (8, "Khen vui", "award_kind_unknown"),
        (5, "", "missing"),
        (4, "Huy chương vàng", "award_unknown"),
    ],
)
def test_each_wrong_cell_is_named(tmp_path: Path, place: int, value: object, code: str) -> None:
    plan = planned(tmp_path, TEAM, (*ROW[:place], value, *ROW[place + 1 :]))
    assert plan.awards == ()
    assert [(problem.code, problem.row) for problem in plan.problems] == [(code, 3)]


def test_a_missing_column_is_said_once(tmp_path: Path) -> None:
    plan = planned(tmp_path, ROW, TEAM, header=(*HEADER[:5], "Cột khác", *HEADER[6:]))
    assert [(problem.code, problem.header) for problem in plan.problems] == [
        ("column_missing", "Số quyết định")
    ]


def test_entering_a_list_twice_is_entering_it_once(session: Session, tmp_path: Path) -> None:
    plan = planned(tmp_path, ROW, TEAM)
    assert [import_record(session, plan, now=NOW) for _ in range(2)] == [2, 0]
    assert len(session.exec(select(PastAward.id)).all()) == 2
    told = [entry for entry in timeline(session, JOURNAL) if entry.kind == "past_awards.entered"]
    assert [entry.facts["added"] for entry in told] == [2, 0]
    bad = planned(tmp_path, ROW, (*ROW[:6], "?", *ROW[7:]))
    with pytest.raises(CellsToCorrect):
        import_record(session, bad, now=NOW)


def test_what_was_brought_in_about_somebody_is_told_to_them_and_goes_with_their_data(
    session: Session, tmp_path: Path
) -> None:
    namesake = (*ROW[:3], "Nơi khác", *ROW[4:])
    import_record(session, planned(tmp_path, ROW, namesake), now=NOW)
    dossier = a_dossier(session, a_country(session))
    nominee = case_of(session, dossier).nominee
    session.flush()
    (told,) = of_nominee(session, nominee, dossier)["record"]
    assert told["decision_number"] == "12/QĐ-BTP"
    past_awards.forget(session, nominee)
    assert session.exec(select(PastAward.position)).all() == ["Nơi khác"]
