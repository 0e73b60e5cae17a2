"""Vacant seats given for a dossier's sake, and taken back."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from approvals.commands.administer import add_seat
from approvals.commands.fill_seat import FillSeat, NewPerson, fill_seat
from approvals.commands.roll import Roll
from approvals.commands.take_back_seat import take_back_seat
from approvals.commands.vacancy import vacant
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound, PersonNotFound
from approvals.domain.refusals.seating import (
    NoSeatVacant,
    OfficeNotVacant,
    SeatInUse,
    SeatNotFound,
    SeatStands,
)
from approvals.history.comparing import tables_against_events
from approvals.queries import journal
from approvals.queries.events import timeline
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import EventKind, Office
from tests.builders import (
    BOARD,
    MINISTRY,
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    active,
    decide_as,
    pass_gate,
    the_gate,
)

SEN = NewPerson(name="Lương Thị Sen", address="sen@bangvang.example")


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


@pytest.fixture
def dossier(session: Session, country: Country) -> Dossier:
    """Nobody signs for the ministry."""
    country["minister"].active = False
    session.flush()
    found = a_dossier(session, country)
    pass_gate(session, found)
    return found


def filled_by(country: Country, dossier: Dossier, name: str, **others: object) -> FillSeat:
    fields: dict[str, object] = {
        "dossier_id": dossier.id,
        "office": Office.HEAD,
        "to": SEN,
        "valid_from": TODAY,
        "by_person_id": country[name].id,
    } | others
    return FillSeat(**fields)  # type: ignore[arg-type]


def test_the_journal_and_the_history_say_who_gave_it(
    session: Session, country: Country, dossier: Dossier
) -> None:
    filled = fill_seat(session, filled_by(country, dossier, "administrator"), now=NOW)
    by = country["administrator"].id
    assert [person.name for _, person in active(session, dossier)] == ["Lương Thị Sen"]
    assert filled.asked == 1
    told = [(entry.kind, entry.actor_id) for entry in timeline(session, journal.JOURNAL)]
    assert told[-2:] == [(EventKind.PERSON_ADDED, by), (EventKind.SEAT_GIVEN, by)]
    last = timeline(session, dossier.id)[-1]
    assert (last.kind, last.actor_id) == (EventKind.ASSIGNMENT_ACTIVATED, by)
    with pytest.raises(NoSeatVacant):
        fill_seat(session, filled_by(country, dossier, "administrator"), now=NOW)


@pytest.mark.parametrize("name", ["secretariat", "auditor", "alice", "board_head"])
def test_whoever_runs_the_desk_gives_no_seats(
    session: Session, country: Country, dossier: Dossier, name: str
) -> None:
    with pytest.raises(NotAllowedHere):
        fill_seat(session, filled_by(country, dossier, name), now=NOW)
    with pytest.raises(NotAllowedHere):
        take_back_seat(session, uuid7(), by_person_id=country[name].id, now=NOW)


@pytest.mark.parametrize(
    ("others", "refusal"),
    [
        ({"dossier_id": uuid7()}, DossierNotFound),
        ({"office": Office.APPRAISER}, OfficeNotVacant),
        ({"to": uuid7()}, PersonNotFound),
    ],
)
def test_what_is_not_there_is_not_given(
    session: Session,
    country: Country,
    dossier: Dossier,
    others: dict[str, object],
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        fill_seat(session, filled_by(country, dossier, "administrator", **others), now=NOW)


def test_a_council_none_of_which_may_judge_is_asked_again(session: Session) -> None:
    country = a_country(session, council=1)
    chair = country["chair"]
    add_seat(
        session,
        body_slug=MINISTRY,
        office=Office.SECRETARY,
        email=chair.email,
        valid_from=TODAY,
        now=NOW,
    )
    a_submission(session, country, a_nomination(), submitted_by_id=chair.id)
    one = session.exec(select(Dossier)).one()
    at = vacant(session, one, roll=Roll(session, on=TODAY))
    assert at is not None
    [led, sat] = at.vacancies
    assert [(holder.person.name, holder.because) for holder in led.holders] == [
        (chair.name, "own_nomination")
    ]
    assert sat.holders == []
    command = filled_by(country, one, "administrator", office=Office.COUNCIL_MEMBER)
    assert fill_seat(session, command, now=NOW).asked == 1
    assert the_gate(session, one).members == 2
    session.flush()
    assert list(tables_against_events(session)) == []


def given(session: Session, country: Country, dossier: Dossier) -> UUID:
    return fill_seat(session, filled_by(country, dossier, "administrator"), now=NOW).seat.id


def test_a_seat_taken_back_was_held_on_no_day(
    session: Session, country: Country, dossier: Dossier
) -> None:
    by = country["administrator"].id
    seat_id = given(session, country, dossier)
    for _ in range(2):
        seat = take_back_seat(session, seat_id, by_person_id=by, now=NOW)
        assert seat.valid_to == TODAY - timedelta(days=1)
    assert active(session, dossier) == []
    assert timeline(session, dossier.id)[-1].kind is EventKind.ASSIGNMENT_UNDONE
    session.flush()
    assert list(tables_against_events(session)) == []


def test_what_was_decided_from_stands(session: Session, country: Country, dossier: Dossier) -> None:
    seat_id = given(session, country, dossier)
    decide_as(session, dossier)
    with pytest.raises(SeatInUse):
        take_back_seat(session, seat_id, by_person_id=country["administrator"].id, now=NOW)


def test_after_an_hour_it_stands_and_so_does_what_the_command_line_gave(
    session: Session, country: Country, dossier: Dossier
) -> None:
    by, later = country["administrator"].id, NOW + timedelta(hours=1)
    seat_id = given(session, country, dossier)
    other = add_seat(
        session,
        body_slug=BOARD,
        office=Office.HEAD,
        email=country["alice"].email,
        valid_from=TODAY,
        now=NOW,
    )
    for one, now in ((seat_id, later), (other.id, NOW)):
        with pytest.raises(SeatStands):
            take_back_seat(session, one, by_person_id=by, now=now)
    with pytest.raises(SeatNotFound):
        take_back_seat(session, uuid7(), by_person_id=by, now=NOW)
