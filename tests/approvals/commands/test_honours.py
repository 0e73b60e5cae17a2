"""The roll of honour shows what stands, and nobody who does not wish it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from approvals.commands.answer_request import AnswerRequest, answer_request
from approvals.commands.hide_honour import hide_honour, show_honour
from approvals.commands.undo import Undo, undo
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.personal_data import GroundNeeded
from approvals.history.comparing import tables_against_events
from approvals.queries.disclosure import disclosed
from approvals.queries.events import timeline
from approvals.queries.honours import Sought, honour, honours, offered
from models.enums import AssignmentState, DataRequestKind, EventKind
from models.gates import Assignment, Gate
from tests.approvals.commands.conduct import on_hold_and_taken_back
from tests.approvals.commands.data_subject import asked, fulfilled
from tests.approvals.commands.honouring import awarded, change, on_the_roll
from tests.builders import MINISTRY, NOW, Country, a_country, a_dossier
from tests.listing import seen_by

NAME = "Nguyễn Văn Ánh"


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def test_an_award_is_found_by_name_without_diacritics_year_body_and_award(
    session: Session, country: Country
) -> None:
    dossier = awarded(session, country, name=NAME)
    a_dossier(session, country, number="192/TTr", name="Nguyễn Văn Anh")  # not decided on
    agency = country.bodies[MINISTRY]
    above = country.bodies["thanh-tra-chinh-phu"]
    agency.parent_id = above.id
    for sought in (
        {},
        {"name": "nguyen van a"},
        {"name": "Ánh"},
        {"year": NOW.year},
        {"body": agency.slug},
        {"body": above.slug},
        {"award": "bk-bo"},
    ):
        assert on_the_roll(session, **sought) == [NAME], sought
    for sought in ({"name": "%"}, {"year": NOW.year - 1}, {"body": "bo-tai-chinh"}, {"award": "x"}):
        assert on_the_roll(session, **sought) == [], sought
    shown = honour(session, dossier.code.lower())
    assert shown is not None
    assert (shown.decided_on, shown.body) == (NOW.date(), agency)
    choices = offered(session)
    assert (choices.years, [one.code for one in choices.awards]) == ([NOW.year], ["bk-bo"])
    assert {one.slug for one in choices.bodies} == {agency.slug, above.slug}


def test_pages_go_on_from_a_row_and_lose_nobody(session: Session, country: Country) -> None:
    for one in range(3):
        at = NOW + timedelta(minutes=one)
        awarded(session, country, now=at, number=f"{one}/TTr", name=f"Phan Văn Số {one}")
    first = honours(session, Sought(), limit=2)
    rest = honours(session, Sought(), cursor=first.next, limit=2)
    found = [one.nominee.name for page in (first, rest) for one in page.rows]
    assert (found, rest.next) == ([f"Phan Văn Số {one}" for one in (2, 1, 0)], None)


def test_what_is_undone_or_taken_back_is_gone_at_once(session: Session, country: Country) -> None:
    dossier = awarded(session, country, name=NAME)
    signed = session.exec(
        select(Assignment)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(Gate.dossier_id == dossier.id, Assignment.state == AssignmentState.DECIDED)
        .order_by(col(Assignment.id).desc())
    ).first()
    assert signed is not None
    assert on_the_roll(session) == [NAME]
    undo(session, Undo(assignment_id=signed.id, person_id=signed.person_id), now=NOW)
    assert (on_the_roll(session), honour(session, dossier.code)) == ([], None)
    on_hold_and_taken_back(session, country)
    assert on_the_roll(session) == []


def test_who_objects_is_taken_off_and_may_be_put_back(session: Session, country: Country) -> None:
    dossier = awarded(session, country, name=NAME)
    request = asked(
        session, country, DataRequestKind.OBJECTION, nominee_id=dossier.nominee_id, now=NOW
    )
    with pytest.raises(NotAllowedHere):
        hide_honour(session, change(country, dossier, by_person_id=country["alice"].id), now=NOW)
    with pytest.raises(GroundNeeded):
        hide_honour(session, change(country, dossier, ground=" "), now=NOW)
    assert hide_honour(session, change(country, dossier), now=NOW)
    assert not hide_honour(session, change(country, dossier), now=NOW)
    assert (on_the_roll(session), honour(session, dossier.code)) == ([], None)
    session.flush()
    hidden = timeline(session, dossier.id)[-1]
    assert (hidden.kind, hidden.facts) == (EventKind.HONOUR_HIDDEN, {"request": str(request.id)})
    told = disclosed([hidden], seen_by(session, country, "alice"), {})
    assert [(one.actor_id, one.texts) for one in told] == [(None, {})]
    assert list(tables_against_events(session, chains=[dossier.id])) == []

    assert show_honour(session, change(country, dossier), now=NOW)
    assert not show_honour(session, change(country, dossier), now=NOW)
    assert on_the_roll(session) == [NAME]
    session.flush()
    assert list(tables_against_events(session, chains=[dossier.id])) == []


def test_fulfilling_an_objection_hides_also_what_is_awarded_later(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country, name=NAME)
    by = country["administrator"].id
    for about, fulfil in ((dossier.nominee_id, True), (None, True)):
        person = None if about else country["dan"].id
        request = asked(
            session,
            country,
            DataRequestKind.OBJECTION,
            nominee_id=about,
            person_id=person,
            now=NOW,
        )
        answer = AnswerRequest(request_id=request.id, by_person_id=by, fulfil=fulfil)
        answer_request(session, answer, now=NOW)
    assert dossier.hidden_at == NOW


def test_who_is_erased_is_not_shown(session: Session, country: Country) -> None:
    dossier = awarded(session, country, name=NAME)
    session.flush()
    fulfilled(session, country, asked(session, country, nominee_id=dossier.nominee_id))
    assert (on_the_roll(session), honour(session, dossier.code)) == ([], None)
