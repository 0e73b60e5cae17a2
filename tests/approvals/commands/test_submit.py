"""Submitting: whole or not at all, once, by those who may."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.filing import (
    CampaignClosed,
    FileAlreadySubmitted,
    NoBloc,
    NothingNominated,
    RecipientNotAllowed,
    SubmissionNumberTaken,
)
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import DossierState, NomineeKind, Stage
from tests.builders import (
    NOW,
    a_country,
    a_nomination,
    a_submission,
    active,
    the_gate,
)


def test_every_nominee_becomes_a_dossier_at_its_first_gate(session: Session) -> None:
    country = a_country(session)
    names = ["Cao Thị Quỳnh", "Điểu K'Rết", "Hoàng A Sính"]
    submission = a_submission(session, country, *[a_nomination(name=name) for name in names])
    found = session.exec(
        select(Dossier).where(Dossier.submission_id == submission.id).order_by(Dossier.code)
    ).all()
    assert [dossier.code for dossier in found] == [
        "HS-2024-000001",
        "HS-2024-000002",
        "HS-2024-000003",
    ]
    assert {(dossier.state, dossier.stage) for dossier in found} == {
        (DossierState.UNDER_REVIEW, Stage.UNIT)
    }
    for dossier in found:
        assert len(active(session, dossier)) == 5
        assert len(session.exec(select(Wake).where(Wake.dossier_id == dossier.id)).all()) == 1


def test_numbers_go_on_where_the_last_submission_ended(session: Session) -> None:
    country = a_country(session)
    a_submission(session, country, a_nomination(), a_nomination(name="Ma Thị Son"))
    later = a_submission(session, country, number="110/TTr-BTP")
    code = session.exec(select(Dossier.code).where(Dossier.submission_id == later.id)).one()
    assert code == "HS-2024-000003"


def test_the_due_day_counts_working_days_from_the_day_after(session: Session) -> None:
    country = a_country(session)
    submission = a_submission(session, country, a_nomination("bk-ttg"))
    dossier = session.exec(select(Dossier).where(Dossier.submission_id == submission.id)).one()
    gate = the_gate(session, dossier)
    # 15 working days after Tuesday 26/11/2024, no holiday in between: Tuesday 17/12/2024.
    assert gate.due_on is not None
    assert gate.due_on.isoformat() == "2024-12-17"
    assert gate.due_at is not None
    assert gate.due_at.isoformat() == "2024-12-17T17:00:00+00:00"
    assert gate.remind_at is not None
    assert gate.remind_at.isoformat() == "2024-12-12T01:00:00+00:00"
    assert gate.escalate_at is not None
    assert gate.escalate_at.isoformat() == "2024-12-18T01:00:00+00:00"
    assert "holidays" in gate.calendar


def test_the_same_number_on_the_same_day_is_refused(session: Session) -> None:
    country = a_country(session)
    a_submission(session, country)
    with pytest.raises(SubmissionNumberTaken):
        a_submission(session, country, number=" 109/TTr-BTP ")


def test_the_same_file_twice_is_refused_and_says_which_submission(session: Session) -> None:
    country = a_country(session)
    a_submission(session, country, file_sha256="a" * 64)
    with pytest.raises(FileAlreadySubmitted) as refused:
        a_submission(session, country, number="110/TTr-BTP", file_sha256="a" * 64)
    assert refused.value.facts["number"] == "109/TTr-BTP"


@pytest.mark.parametrize("who", ["dan", "chair", "secretariat", "auditor"])
def test_only_the_bodys_own_secretary_or_head_submits(session: Session, who: str) -> None:
    country = a_country(session)
    with pytest.raises(NotAllowedHere):
        a_submission(session, country, submitted_by_id=country[who].id)


def test_one_wrong_line_refuses_the_whole_list(session: Session) -> None:
    country = a_country(session)
    with pytest.raises(RecipientNotAllowed) as refused:
        a_submission(
            session,
            country,
            a_nomination(),
            a_nomination("cstdtq", kind=NomineeKind.COLLECTIVE, name="Vụ Pháp luật"),
        )
    assert refused.value.field == "nominations.1.kind"
    assert session.exec(select(Dossier)).all() == []


def test_an_empty_list_is_refused(session: Session) -> None:
    country = a_country(session)
    with pytest.raises(NothingNominated):
        a_submission(session, country, nominations=())


def test_a_body_without_a_bloc_learns_it_now_and_not_at_the_bloc_stage(session: Session) -> None:
    country = a_country(session)
    country.people["alice"] = country["dan"]
    with pytest.raises(NoBloc):
        a_submission(
            session,
            country,
            a_nomination("co-cp", kind=NomineeKind.COLLECTIVE, name="Vụ Ngân sách"),
            body_id=country.bodies["bo-tai-chinh"].id,
        )


def test_outside_the_campaign_nothing_is_taken(session: Session) -> None:
    country = a_country(session)
    with pytest.raises(CampaignClosed):
        a_submission(session, country, now=NOW + timedelta(days=201))
