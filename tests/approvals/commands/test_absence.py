"""Somebody is away and nobody acts for them: entered, seen, and over once somebody does."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import Session

from approvals.commands.end_absence import end_absence
from approvals.commands.end_cover import end_cover
from approvals.commands.enter_absence import BeAway, enter_absence
from approvals.commands.survey import survey
from approvals.domain.refusals.covering import (
    AbsenceDaysWrong,
    AbsenceNotFound,
    AbsenceOverlaps,
    CoverIsAway,
    CoverOverlaps,
    NothingToCover,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from core.clock import local_moment
from models.bodies import Absence
from models.dossiers import Dossier
from models.engine import Wake
from models.open_dossiers import OpenDossier
from tests.approvals.commands.ministry import A_WEEK, TODAY, Ministry, a_ministry
from tests.builders import MINISTRY, NOW, a_dossier
from tests.opening import everybody_opens

DAY = timedelta(days=1)


@pytest.fixture
def ministry(session: Session) -> Ministry:
    return a_ministry(session)


def is_away(
    ministry: Ministry,
    name: str = "minister",
    by: str = "minister",
    starts_on: date = TODAY,
    ends_on: date = TODAY + A_WEEK,
) -> Absence:
    """The minister, from today for a week, unless said otherwise."""
    people = ministry.country
    command = BeAway(
        person_id=people[name].id, by_person_id=people[by].id, starts_on=starts_on, ends_on=ends_on
    )
    return enter_absence(ministry.session, command, now=NOW)


def cause(session: Session, dossier: Dossier, on: date = TODAY) -> str | None:
    """Why it is stuck at nine on a day, as the dashboard has it; the engine has looked."""
    session.flush()
    session.execute(delete(Wake))
    survey(session, now=local_moment(on, 9))
    return session.get_one(OpenDossier, dossier.id, populate_existing=True).cause


def seen(ministry: Ministry) -> Dossier:
    """A dossier that waits for the minister, who has seen it."""
    dossier = ministry.dossier()
    everybody_opens(ministry.session, dossier)
    return dossier


def test_what_waits_is_stuck_from_the_first_day_to_the_last(
    ministry: Ministry, session: Session
) -> None:
    dossier = seen(ministry)
    is_away(ministry, starts_on=TODAY + DAY, ends_on=TODAY + 3 * DAY)
    causes = [cause(session, dossier, TODAY + day * DAY) for day in range(5)]
    assert causes == [None, *["away_uncovered"] * 3, None]


def test_naming_somebody_for_those_days_is_all_there_is_to_do(
    ministry: Ministry, session: Session
) -> None:
    dossier, entered = seen(ministry), is_away(ministry)
    assert cause(session, dossier) == "away_uncovered"
    cover = ministry.covers()
    session.refresh(entered)
    assert (entered.ended_at, cause(session, dossier)) == (NOW, None)
    end_cover(session, cover.id, by_person_id=ministry.country["minister"].id, now=NOW)
    assert cause(session, dossier) is None  # whoever ends it is back


def test_it_is_not_over_while_a_day_or_a_body_is_left(ministry: Ministry, session: Session) -> None:
    entered = is_away(ministry)
    ministry.covers(ends_on=TODAY + 2 * DAY)
    session.refresh(entered)
    assert entered.ended_at is None
    ministry.covers(
        starts_on=TODAY + 3 * DAY, body_ids=frozenset({ministry.country.bodies[MINISTRY].id})
    )
    session.refresh(entered)
    assert entered.ended_at == NOW  # the ministry is all they decide in


def test_whoever_is_back_ends_it_once(ministry: Ministry, session: Session) -> None:
    dossier, entered = seen(ministry), is_away(ministry, by="secretariat")
    assert cause(session, dossier) == "away_uncovered"
    for now in (NOW, NOW + DAY):
        by = ministry.country["minister"].id
        assert end_absence(session, entered.id, by_person_id=by, now=now).ended_at == NOW
    assert cause(session, dossier) is None
    with pytest.raises(AbsenceNotFound):
        end_absence(session, entered.id, by_person_id=ministry.country["deputy"].id, now=NOW)


def test_where_nobody_may_act_for_another_it_is_no_cause(
    ministry: Ministry, session: Session
) -> None:
    """A vote in a council is personal: there is nobody to name."""
    dossier = a_dossier(session, ministry.country)
    everybody_opens(session, dossier)
    is_away(ministry, name="chair", by="chair")
    assert cause(session, dossier) is None


def test_a_cover_who_may_not_judge_it_leaves_it_open(ministry: Ministry, session: Session) -> None:
    """Alice nominated it: she acts for the minister, and not here."""
    dossier = seen(ministry)
    ministry.covers(acting_id=ministry.country["alice"].id)
    assert cause(session, dossier) == "away_uncovered"


@pytest.mark.parametrize(
    ("others", "refusal"),
    [
        ({"by": "deputy"}, NotAllowedHere),
        ({"by": "auditor"}, NotAllowedHere),
        ({"name": "alice", "by": "alice"}, NothingToCover),
        ({"ends_on": TODAY - DAY, "starts_on": TODAY - A_WEEK}, AbsenceDaysWrong),
        ({"ends_on": TODAY + DAY, "starts_on": TODAY + A_WEEK}, AbsenceDaysWrong),
    ],
)
def test_what_cannot_be_entered(
    ministry: Ministry, others: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        is_away(ministry, **others)  # type: ignore[arg-type]


def test_it_may_have_begun_already_and_is_entered_once(ministry: Ministry) -> None:
    is_away(ministry, starts_on=TODAY - A_WEEK)
    with pytest.raises(AbsenceOverlaps):
        is_away(ministry, starts_on=TODAY + DAY)


def test_where_somebody_acts_on_all_days_nothing_is_open(ministry: Ministry) -> None:
    ministry.covers()
    with pytest.raises(CoverOverlaps):
        is_away(ministry, ends_on=TODAY + DAY)
    assert is_away(ministry, ends_on=TODAY + A_WEEK + DAY).ended_at is None


def test_whoever_is_away_is_not_named_to_act(ministry: Ministry) -> None:
    is_away(ministry)
    with pytest.raises(CoverIsAway):
        ministry.covers(
            absent_id=ministry.country["chair"].id,
            acting_id=ministry.country["minister"].id,
            by_person_id=ministry.country["chair"].id,
        )
