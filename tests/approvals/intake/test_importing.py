"""From a workbook to a submission: who and for what, all rows or none, each file once."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from approvals.commands import administer
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.filing import FileAlreadySubmitted, FileTooLarge
from approvals.intake.details import complete
from approvals.intake.importing import (
    Import,
    ImportPlan,
    import_submission,
    known_on,
    plan_import,
)
from approvals.intake.limits import Limits
from approvals.intake.refusals import (
    BodyUnclear,
    CampaignUnclear,
    CellsToCorrect,
    DayMissing,
    NumberMissing,
    SubmitterUnclear,
)
from approvals.intake.template import Title, write_list
from approvals.queries import intake
from core.refusal import Refusal
from models.dossiers import Nominee
from models.enums import BodyKind, Office
from tests.approvals.intake.spreadsheets import a_list, a_row, known, rules
from tests.builders import MINISTRY, NOW, Country, a_country, a_nomination, a_person_in

TODAY = NOW.date()


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def a_plan(body: str = "Bộ Tư pháp", *names: str) -> ImportPlan:
    title = Title(body=body, number="109/TTr-BTP", place="Hà Nội", dated_on=TODAY)
    nominations = [a_nomination("bk-bo", name=name) for name in names or ("Cao Thị Quỳnh",)]
    return plan_import(write_list(rules(), title, nominations), rules())


def an_import(country: Country, by: str = "alice") -> Import:
    assert country.campaign is not None
    return Import(
        body_id=country.bodies[MINISTRY].id,
        campaign_id=country.campaign.id,
        submitted_by_id=country[by].id,
    )


def test_every_row_becomes_a_dossier_in_the_files_order(session: Session, country: Country) -> None:
    plan = a_plan("Bộ Tư pháp", "Y Bhiu", "An Thị B", "Lò Văn Páo")
    submission = import_submission(session, plan, an_import(country), now=NOW)
    assert (submission.number, submission.dated_on) == ("109/TTr-BTP", TODAY)
    filed = intake.dossiers_of(session, submission.id)
    nominees = [session.get_one(Nominee, dossier.nominee_id).name for dossier in filed]
    assert nominees == ["Y Bhiu", "An Thị B", "Lò Văn Páo"]


def test_one_bad_cell_and_nothing_is_written(session: Session, country: Country) -> None:
    plan = plan_import(a_list(a_row(), a_row(name="", email="")), rules())
    with pytest.raises(CellsToCorrect) as refused:
        import_submission(session, plan, an_import(country), now=NOW)
    assert [problem.cell for problem in refused.value.problems] == ["B3"]
    assert session.exec(select(Nominee)).all() == []


def test_the_same_file_again_is_said_before_anything_else(
    session: Session, country: Country
) -> None:
    import_submission(session, a_plan(), an_import(country), now=NOW)
    with pytest.raises(FileAlreadySubmitted) as refused:
        import_submission(session, a_plan(), an_import(country), now=NOW)
    assert refused.value.facts == {"number": "109/TTr-BTP"}


def test_what_submit_refuses_is_refused(session: Session, country: Country) -> None:
    with pytest.raises(NotAllowedHere):
        import_submission(session, a_plan(), an_import(country, by="dan"), now=NOW)


def test_number_and_day_must_come_from_somewhere(session: Session, country: Country) -> None:
    plan = plan_import(a_list(a_row()), rules())
    command = an_import(country)
    with pytest.raises(NumberMissing):
        import_submission(session, plan, command, now=NOW)
    numbered = Import(
        body_id=command.body_id,
        campaign_id=command.campaign_id,
        submitted_by_id=command.submitted_by_id,
        number="7/TTr-BTP",
    )
    with pytest.raises(DayMissing):
        import_submission(session, plan, numbered, now=NOW)


def test_what_there_is_only_one_of_need_not_be_said(session: Session, country: Country) -> None:
    assert complete(session, a_plan(), on=TODAY) == an_import(country)


def test_a_unit_is_meant_and_not_the_ministry_printed_above_it(
    session: Session, country: Country
) -> None:
    country.bodies["cuc-con-nuoi"] = administer.add_body(
        session,
        slug="cuc-con-nuoi",
        kind=BodyKind.UNIT,
        name="Cục Con nuôi",
        valid_from=date(2020, 1, 1),
        parent_slug=MINISTRY,
        now=NOW,
    )
    a_person_in(session, country, "thu", "Lê Thị Thu", "cuc-con-nuoi", Office.SECRETARY)
    command = complete(session, a_plan("Bộ Tư pháp\nCục Con nuôi"), on=TODAY)
    assert command.submitted_by_id == country["thu"].id


@pytest.mark.parametrize(
    ("body", "given", "refusal"),
    [
        ("Bộ Y tế", {}, BodyUnclear),
        ("Bộ Tư pháp\nBộ Tài chính", {}, BodyUnclear),
        ("Thanh tra Chính phủ", {}, SubmitterUnclear),
    ],
)
@pytest.mark.usefixtures("country")
def test_what_is_unclear_is_asked_for(
    session: Session, body: str, given: dict[str, str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        complete(session, a_plan(body), **given, on=TODAY)  # type: ignore[arg-type]


@pytest.mark.usefixtures("country")
def test_without_an_open_campaign_there_is_nothing_to_submit_for(session: Session) -> None:
    with pytest.raises(CampaignUnclear):
        complete(session, a_plan(), on=TODAY + timedelta(days=900))


@pytest.mark.usefixtures("country")
def test_a_list_may_name_the_bodies_there_are(session: Session) -> None:
    assert MINISTRY in known_on(session, NOW).bodies
    row = a_row(
        award="co-cp", kind="Tập thể", body=MINISTRY.upper(), direct="", gender="", email=""
    )
    plan = plan_import(a_list(row), known_on(session, NOW))
    assert [nomination.body_slug for nomination in plan.nominations] == [MINISTRY]


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "lon.xlsx"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(FileTooLarge) as refused:
        plan_import(path, known(), limits=Limits())
    assert refused.value.facts == {"name": "lon.xlsx", "megabytes": 20}


def test_the_plan_names_the_file_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(a_list(a_row()))
    assert (
        plan_import(path, known()).file_sha256
        == plan_import(path.read_bytes(), known()).file_sha256
    )
