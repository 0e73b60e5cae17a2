"""Narrowing the list of dossiers, and searching it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from approvals.queries.dossier_filters import Filters, Trouble
from approvals.queries.dossier_list import count, dossiers
from models.bodies import Person
from models.enums import AssignmentState, DossierState, Language, MessageState, Stage
from models.enums import Choice as Said
from models.gates import Assignment
from models.mail import Message
from tests.builders import (
    BOARD,
    MINISTRY,
    NOW,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    active,
    decide_as,
    pass_gate,
)
from tests.letters import by_letter
from tests.listing import listed, names, seen_by

LATER = NOW + timedelta(days=90)


@pytest.mark.parametrize(
    "only",
    [
        Filters(search="Cao Thị Quỳnh"),
        Filters(search="HS-2024"),
        Filters(search="109/TTr"),
        Filters(state=DossierState.UNDER_REVIEW),
        Filters(stage=Stage.UNIT),
        Filters(award="bk-bo"),
        Filters(body=MINISTRY),
        Filters(at=MINISTRY),
        Filters(campaign="nam-2024"),
        Filters(trouble=Trouble.OVERDUE),
    ],
)
def test_no_filter_shows_dan_what_it_shows_alice(session: Session, only: Filters) -> None:
    country = a_country(session)
    a_dossier(session, country)
    assert len(listed(session, country, "alice", only=only, now=LATER)) == 1
    assert listed(session, country, "dan", only=only, now=LATER) == []
    assert count(session, seen_by(session, country, "dan"), only, now=LATER) == 0


@pytest.mark.parametrize(
    "search",
    [
        "nguyen van a",
        "NGUYỄN VĂN A",
        "văn a",
        "Nguyễn  Văn A",
        "hs-2024-000001",
        "000001",
        "17/ttr",
    ],
)
def test_a_search_finds_names_without_diacritics_codes_and_numbers(
    session: Session, search: str
) -> None:
    country = a_country(session)
    a_submission(session, country, a_nomination(name="Nguyễn Văn A"), number="17/TTr-BTP")
    a_submission(session, country, a_nomination(name="Trần Thị Bưởi"), number="18/TTr-BTP")
    assert names(listed(session, country, only=Filters(search=search))) == ["Nguyễn Văn A"]


@pytest.mark.parametrize("search", ["%", "_", "\\", "a%", "nothing like it", "\x00%"])
def test_a_search_takes_its_letters_as_they_are(session: Session, search: str) -> None:
    country = a_country(session)
    a_dossier(session, country, name="Đỗ Thị Đào")
    assert listed(session, country, only=Filters(search=search)) == []


def test_filters_narrow_to_what_they_say(session: Session) -> None:
    country = a_country(session)
    board = a_dossier(session, country, "cstdtq", name="An", number="1/TTr")
    pass_gate(session, board)
    returned = a_dossier(session, country, "bk-bo", name="Bình", number="2/TTr")
    decide_as(session, returned, Said.RETURN, person_id=country["chair"].id)
    a_dossier(session, country, "bk-bo", name="Chi", number="3/TTr")
    assert names(listed(session, country, only=Filters(state=DossierState.RETURNED))) == ["Bình"]
    assert names(listed(session, country, only=Filters(stage=Stage.CENTRAL_BOARD))) == ["An"]
    assert names(listed(session, country, only=Filters(award="bk-bo"))) == ["Bình", "Chi"]
    assert names(listed(session, country, only=Filters(at=MINISTRY))) == ["Chi"]
    assert names(listed(session, country, only=Filters(at=BOARD))) == ["An"]
    assert names(listed(session, country, only=Filters(holder_id=country["appraiser"].id))) == [
        "An"
    ]
    assert names(listed(session, country, only=Filters(holder_id=country["member1"].id))) == ["Chi"]
    assert names(listed(session, country, only=Filters(submission_id=returned.submission_id))) == [
        "Bình"
    ]
    assert listed(session, country, only=Filters(body=BOARD, campaign="no-such")) == []


def test_overdue_means_past_the_end_of_the_due_day(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    (row,) = listed(session, country)
    assert row.gate.due_at is not None
    viewer = seen_by(session, country, "secretariat")
    overdue = Filters(trouble=Trouble.OVERDUE)
    last_moment = row.gate.due_at - timedelta(seconds=1)
    assert dossiers(session, viewer, overdue, now=last_moment).rows == []
    assert len(dossiers(session, viewer, overdue, now=row.gate.due_at).rows) == 1
    decide_as(session, dossier, Said.RETURN, person_id=country["chair"].id)
    assert dossiers(session, viewer, overdue, now=LATER).rows == []


def test_a_gate_where_it_is_nobodys_turn_is_found(session: Session) -> None:
    country = a_country(session)
    stuck = a_dossier(session, country, name="Kẹt", number="1/TTr")
    a_dossier(session, country, name="Trôi", number="2/TTr")
    for assignment, _ in active(session, stuck):
        assignment.state = AssignmentState.EXCLUDED
    session.flush()
    assert names(listed(session, country, only=Filters(trouble=Trouble.NOBODY_ASKED))) == ["Kẹt"]


def test_envelopes_that_wait_to_be_opened_are_not_nobodys_turn(session: Session) -> None:
    country = a_country(session, council=2)
    dossier = a_dossier(session, country, "bk-ttg")
    by_letter(session, country, dossier, "member1", None)
    decide_as(session, dossier)
    assert active(session, dossier) == []
    assert listed(session, country, only=Filters(trouble=Trouble.NOBODY_ASKED)) == []


def test_mail_that_was_refused_is_found_while_its_reader_is_asked(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    (assignment, person), *_ = active(session, dossier)
    session.add(a_refused_mail(assignment, person))
    session.flush()
    refused = Filters(trouble=Trouble.MAIL_REFUSED)
    assert names(listed(session, country, only=refused)) == ["Cao Thị Quỳnh"]
    decide_as(session, dossier, person_id=person.id)
    assert listed(session, country, only=refused) == []


def a_refused_mail(assignment: Assignment, person: Person) -> Message:
    return Message(
        template="gate_opened",
        dedupe_key=f"gate_opened:{assignment.id}",
        person_id=person.id,
        assignment_id=assignment.id,
        address=person.email,
        language=Language.VI,
        context={},
        state=MessageState.REJECTED,
        next_attempt_at=NOW,
        created_at=NOW,
    )
