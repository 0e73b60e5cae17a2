"""Keeping a docket: who may, what comes on it, in which order."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlmodel import Session

from approvals.commands import add_to_docket as adding
from approvals.commands.add_to_docket import AddToDocket, add_to_docket
from approvals.commands.change_docket import ChangeDocket, change_docket
from approvals.commands.move_on_docket import MoveOnDocket, move_on_docket
from approvals.commands.open_docket import OpenDocket, open_docket
from approvals.commands.survey import survey
from approvals.commands.take_off_docket import TakeOffDocket, take_off_docket
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.listing import DocketFull, NothingToAdd
from approvals.domain.refusals.missing import BodyNotFound, DocketNotFound, SubmissionNotFound
from approvals.domain.those_asked import OPENED_WITHIN
from approvals.queries import dockets, visibility
from approvals.queries.docket_entries import Wanted
from approvals.queries.dossier_filters import Filters
from core.ids import uuid7
from models.dockets import Docket
from models.dossiers import Dossier, Submission
from models.engine import Wake
from models.open_dossiers import OpenDossier
from tests.builders import (
    MINISTRY,
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    pass_gate,
)


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session)


def a_docket(session: Session, country: Country, *, by: str = "alice", days: int = 7) -> Docket:
    """Of the ministry's council, in a week."""
    command = OpenDocket(
        body_id=country.bodies[MINISTRY].id,
        person_id=country[by].id,
        title="Phiên họp quý IV",
        sitting_on=TODAY + timedelta(days=days),
    )
    return open_docket(session, command, now=NOW)


def add(
    session: Session, country: Country, docket: Docket, *codes: str, by: str = "alice", **fits: str
) -> int:
    wanted = Wanted(filters=Filters(**fits), codes=codes)  # type: ignore[arg-type]
    command = AddToDocket(docket_id=docket.id, person_id=country[by].id, wanted=wanted)
    return add_to_docket(session, command, now=NOW)


def on(session: Session, country: Country, docket: Docket, by: str = "alice") -> list[str]:
    """The names on a docket, in its order."""
    session.flush()
    viewer = visibility.viewer_of(session, country[by].id, on=TODAY)
    assert viewer is not None
    parts = dockets.agenda(session, viewer, docket.id)
    return [item.nominee.name for part in parts for item in part.items]


def a_list(session: Session, country: Country, number: str, *names: str) -> Submission:
    nominations = [a_nomination(name=name) for name in names]
    return a_submission(session, country, *nominations, number=number)


@pytest.mark.parametrize("name", ["alice", "chair", "minister", "secretariat", "administrator"])
def test_the_officers_of_a_body_keep_its_dockets(
    session: Session, country: Country, name: str
) -> None:
    a_list(session, country, "1/TTr", "An")
    docket = a_docket(session, country, by=name)
    assert add(session, country, docket, by=name) == 1
    assert on(session, country, docket, by=name) == ["An"]


@pytest.mark.parametrize("name", ["member1", "auditor"])
def test_others_who_see_a_docket_change_nothing_of_it(
    session: Session, country: Country, name: str
) -> None:
    docket, person_id = a_docket(session, country), country[name].id
    with pytest.raises(NotAllowedHere):
        a_docket(session, country, by=name)
    with pytest.raises(NotAllowedHere):
        add(session, country, docket, by=name)
    with pytest.raises(NotAllowedHere):
        take_off_docket(session, TakeOffDocket(docket_id=docket.id, person_id=person_id), now=NOW)
    command = ChangeDocket(docket_id=docket.id, person_id=person_id, title="x", sitting_on=TODAY)
    with pytest.raises(NotAllowedHere):
        change_docket(session, command, now=NOW)


def test_for_whoever_holds_no_seat_there_the_docket_does_not_exist(
    session: Session, country: Country
) -> None:
    docket = a_docket(session, country)
    with pytest.raises(DocketNotFound):
        add(session, country, docket, by="dan")
    unknown = OpenDocket(
        body_id=uuid7(), person_id=country["secretariat"].id, title="x", sitting_on=TODAY
    )
    with pytest.raises(BodyNotFound):
        open_docket(session, unknown, now=NOW)


def test_all_dossiers_of_an_award_are_added_at_once(session: Session, country: Country) -> None:
    a_list(session, country, "1/TTr", "An", "Bình", "Chi")
    a_dossier(session, country, "cstdtq", number="2/TTr", name="Dũng")
    docket = a_docket(session, country)
    assert add(session, country, docket, award="bk-bo") == 3
    assert on(session, country, docket) == ["An", "Bình", "Chi"]


def test_only_what_waits_before_the_body_comes_on_its_docket(
    session: Session, country: Country
) -> None:
    elsewhere = a_dossier(session, country, "cstdtq", number="1/TTr", name="An")
    pass_gate(session, elsewhere)
    a_list(session, country, "2/TTr", "Bình")
    docket = a_docket(session, country)
    assert add(session, country, docket) == 1
    with pytest.raises(NothingToAdd):
        add(session, country, docket, elsewhere.code)
    assert on(session, country, docket) == ["Bình"]


def test_a_dossier_is_on_one_list_of_the_sittings_to_come(
    session: Session, country: Country
) -> None:
    a_list(session, country, "1/TTr", "An")
    add(session, country, a_docket(session, country))
    with pytest.raises(NothingToAdd):
        add(session, country, a_docket(session, country))


def test_what_a_past_sitting_left_open_comes_on_the_next_list(
    session: Session, country: Country
) -> None:
    a_list(session, country, "1/TTr", "An")
    past, coming = a_docket(session, country, days=-1), a_docket(session, country)
    add(session, country, past)
    assert add(session, country, coming) == 1
    assert on(session, country, past) == on(session, country, coming) == ["An"]


def test_a_docket_has_room_for_so_many(
    session: Session, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "TOGETHER", 2)
    a_list(session, country, "1/TTr", "An")
    docket = a_docket(session, country)
    add(session, country, docket)
    a_list(session, country, "2/TTr", "Bình", "Chi")
    with pytest.raises(DocketFull):
        add(session, country, docket)
    assert add(session, country, docket, search="Chi") == 1


def test_the_dossiers_of_a_submission_stand_together_in_the_chosen_order(
    session: Session, country: Country
) -> None:
    first = a_list(session, country, "1/TTr", "An", "Bình")
    second = a_list(session, country, "2/TTr", "Chi")
    docket = a_docket(session, country)
    add(session, country, docket, search="An")
    add(session, country, docket)
    assert on(session, country, docket) == ["An", "Bình", "Chi"]

    def move(submission_id: UUID, *, earlier: bool) -> None:
        command = MoveOnDocket(
            docket_id=docket.id,
            person_id=country["alice"].id,
            submission_id=submission_id,
            earlier=earlier,
        )
        move_on_docket(session, command, now=NOW)

    move(second.id, earlier=True)
    assert on(session, country, docket) == ["Chi", "An", "Bình"]
    move(second.id, earlier=True)  # it is the first already
    assert on(session, country, docket) == ["Chi", "An", "Bình"]
    move(second.id, earlier=False)
    assert on(session, country, docket) == ["An", "Bình", "Chi"]
    with pytest.raises(SubmissionNotFound):
        move(uuid7(), earlier=True)
    assert first.number == "1/TTr"


def test_what_is_taken_off_waits_where_it_was(session: Session, country: Country) -> None:
    first = a_list(session, country, "1/TTr", "An", "Bình")
    dossier: Dossier = a_dossier(session, country, number="2/TTr", name="Chi")
    docket, person_id = a_docket(session, country), country["alice"].id
    add(session, country, docket)
    one = TakeOffDocket(docket_id=docket.id, person_id=person_id, codes=(dossier.code,))
    assert take_off_docket(session, one, now=NOW) == 1
    assert take_off_docket(session, one, now=NOW) == 0
    assert on(session, country, docket) == ["An", "Bình"]
    all_of_it = TakeOffDocket(docket_id=docket.id, person_id=person_id, submission_id=first.id)
    assert take_off_docket(session, all_of_it, now=NOW) == 2
    assert on(session, country, docket) == []
    assert add(session, country, docket) == 3


def test_what_a_sitting_takes_up_need_not_be_opened_before(
    session: Session, country: Country
) -> None:
    dossier = a_dossier(session, country)
    docket, later = a_docket(session, country), NOW + OPENED_WITHIN + timedelta(minutes=1)

    def cause() -> str | None:
        session.flush()
        session.execute(delete(Wake))  # the engine has looked
        survey(session, now=later)
        return session.get_one(OpenDossier, dossier.id, populate_existing=True).cause

    assert cause() == "never_opened"
    add(session, country, docket)
    assert cause() is None
    off = TakeOffDocket(docket_id=docket.id, person_id=country["alice"].id, codes=(dossier.code,))
    take_off_docket(session, off, now=NOW)
    assert cause() == "never_opened"


def test_a_sitting_is_put_off(session: Session, country: Country) -> None:
    docket = a_docket(session, country)
    later = TODAY + timedelta(days=14)
    command = ChangeDocket(
        docket_id=docket.id, person_id=country["chair"].id, title=" Phiên  hai ", sitting_on=later
    )
    changed = change_docket(session, command, now=NOW)
    assert (changed.title, changed.sitting_on) == ("Phiên hai", later)
