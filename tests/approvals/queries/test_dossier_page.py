"""One dossier's page: everything for whoever runs it, no voters' names for whoever nominated."""

import pytest
from sqlmodel import Session

from approvals.commands.reassign import Reassign, reassign
from approvals.domain.refusals.missing import DossierNotFound
from approvals.queries.dossier_page import DossierPage, dossier_page
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, EventKind, NomineeKind, Office, Stage
from tests.builders import (
    BLOC,
    BOARD,
    NOW,
    Country,
    a_country,
    a_dossier,
    a_nomination,
    a_person_in,
    a_submission,
    active,
    decide_as,
    pass_gate,
)
from tests.counting import statements
from tests.listing import seen_by


def seen(session: Session, country: Country, name: str, dossier: Dossier) -> DossierPage:
    return dossier_page(session, seen_by(session, country, name), dossier.code)


def a_flag_at_the_bloc(session: Session, country: Country) -> Dossier:
    """Before four members, so that one vote settles nothing."""
    for number in (2, 3):
        a_person_in(
            session,
            country,
            f"bloc_member{number}",
            f"Mai Văn Khối {number}",
            BLOC,
            Office.COUNCIL_MEMBER,
        )
    dossier = a_dossier(session, country, "co-cp", kind=NomineeKind.COLLECTIVE, name="Vụ Pháp chế")
    pass_gate(session, dossier)
    return dossier


def kinds(page: DossierPage) -> list[EventKind]:
    return [entry.kind for entry in page.timeline]


def everything_told(page: DossierPage) -> str:
    duties = [(story.duties, story.votes) for story in page.gates]
    return repr((duties, page.people, page.timeline))


def test_a_foreign_dossier_is_as_unknown_as_none(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    dan = seen_by(session, country, "dan")
    for code in (dossier.code, "HS-2024-999999", "", "\x00", "%"):
        with pytest.raises(DossierNotFound):
            dossier_page(session, dan, code)


def test_a_code_is_found_in_any_letter_case(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    alice = seen_by(session, country, "alice")
    assert dossier_page(session, alice, f" {dossier.code.lower()} ").dossier.id == dossier.id


def test_it_knows_the_way_behind_and_the_way_ahead(session: Session) -> None:
    country = a_country(session)
    page = seen(session, country, "secretariat", a_flag_at_the_bloc(session, country))
    assert [story.gate.key for story in page.gates] == ["unit:1", "bloc:1"]
    assert page.open_gate is page.gates[1]
    assert page.route == tuple(Stage)
    assert (page.body.name, page.campaign.year) == ("Bộ Tư pháp", 2024)
    assert page.gates[0].votes is not None
    members, yes, no = page.gates[0].votes
    assert (members, no) == (5, 0)
    assert yes == page.gates[0].answered


def test_the_nominator_learns_no_name_of_another_bodys_voters(session: Session) -> None:
    country = a_country(session)
    dossier = a_flag_at_the_bloc(session, country)
    decide_as(session, dossier, person_id=country["bloc_member"].id)
    page = seen(session, country, "alice", dossier)
    told = everything_told(page)
    for voter in ("bloc_chair", "bloc_member"):
        assert country[voter].name not in told
        assert str(country[voter].id) not in told
    assert (page.gates[1].duties, page.gates[1].named) == ([], False)
    assert page.gates[1].answered == 1


def test_the_secretariat_learns_who_voted_and_not_how(session: Session) -> None:
    country = a_country(session)
    dossier = a_flag_at_the_bloc(session, country)
    decide_as(session, dossier, Choice.REJECT, person_id=country["bloc_member"].id)
    page = seen(session, country, "secretariat", dossier)
    voted = {duty.person.name: (duty.assignment.state, duty.said) for duty in page.gates[1].duties}
    assert voted[country["bloc_member"].name] == (AssignmentState.DECIDED, None)
    assert page.gates[1].votes is None
    assert "REJECT" not in everything_told(page)


def test_open_votes_are_told_once_the_ballot_is_over(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-bo")
    decide_as(session, dossier, Choice.REJECT, person_id=country["chair"].id, reason="Chưa đủ")
    during = seen(session, country, "secretariat", dossier)
    assert [duty.said for duty in during.gates[0].duties] == [None] * 5
    assert "Chưa đủ" not in everything_told(during)
    pass_gate(session, dossier)
    after = seen(session, country, "secretariat", dossier)
    said = {duty.person.id: duty.said for duty in after.gates[0].duties}
    assert said[country["chair"].id] is Choice.REJECT


def test_somebody_who_votes_sees_their_own_part_only(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-bo")
    decide_as(session, dossier, person_id=country["member1"].id)
    decide_as(session, dossier, person_id=country["member2"].id)
    page = seen(session, country, "member1", dossier)
    assert [duty.person.id for duty in page.gates[0].duties] == [country["member1"].id]
    decided = [e for e in page.timeline if e.kind is EventKind.ASSIGNMENT_DECIDED]
    assert [entry.actor_id for entry in decided] == [country["member1"].id]


def test_the_nominator_reads_why_it_was_returned_and_not_what_was_recommended(
    session: Session,
) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    decide_as(session, dossier, Choice.RETURN, reason="Đề xuất trả lại")
    decide_as(session, dossier, Choice.RETURN, reason="Thiếu giấy xác nhận sáng kiến")
    told = everything_told(seen(session, country, "alice", dossier))
    assert "Thiếu giấy xác nhận sáng kiến" in told
    assert "Đề xuất trả lại" not in told
    for name in ("appraiser", "board_head"):
        assert country[name].name not in told
    assert "Đề xuất trả lại" in everything_told(seen(session, country, "auditor", dossier))


def test_a_duty_handed_over_is_shown_with_who_has_it_now(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    deputy = a_person_in(session, country, "deputy", "Tạ Thị Quyên", BOARD, Office.APPRAISER)
    (assignment, _), *_ = active(session, dossier)
    handed = Reassign(
        assignment_id=assignment.id, to_person_id=deputy.id, by_person_id=country["secretariat"].id
    )
    reassign(session, handed, now=NOW)
    page = seen(session, country, "secretariat", dossier)
    appraisers = [d.person.name for d in page.gates[1].duties if d.assignment.role == "appraiser"]
    assert appraisers == ["Tạ Thị Quyên"]
    assert {country["appraiser"].id, deputy.id} <= set(page.people)
    assert EventKind.ASSIGNMENT_REASSIGNED in kinds(page)
    assert EventKind.ASSIGNMENT_REASSIGNED not in kinds(seen(session, country, "alice", dossier))


@pytest.mark.parametrize("files", [1, 3])
def test_a_page_takes_the_same_number_of_queries_whatever_happened(
    session: Session, files: int
) -> None:
    country = a_country(session)
    a_submission(session, country, *[a_nomination() for _ in range(files)], number="1/TTr")
    dossier = a_dossier(session, country, "cstdtq", number="2/TTr")
    for _ in range(files - 1):
        pass_gate(session, dossier)
    viewer, code = seen_by(session, country, "secretariat"), dossier.code
    session.expunge_all()
    with statements(session.connection()) as sent:
        dossier_page(session, viewer, code)
    assert len(sent) == 12
