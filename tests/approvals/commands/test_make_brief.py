"""The day's brief is made once, on a working morning; what it found is kept for the next."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from approvals.commands.make_brief import make_brief
from core.clock import local_moment
from core.database import transaction
from models.open_dossiers import MorningBrief
from tests.builders import TODAY

MINUTE = timedelta(minutes=1)
NEW_YEAR = date(2025, 1, 1)
FRIDAY, SATURDAY = date(2024, 11, 29), date(2024, 11, 30)
WORKED_SATURDAY = date(2024, 5, 4)


@pytest.mark.parametrize(
    ("moment", "made"),
    [
        (local_moment(TODAY, 7) - MINUTE, False),
        (local_moment(TODAY, 7), True),
        (local_moment(TODAY, 12) - MINUTE, True),  # the engine was away
        (local_moment(TODAY, 12), False),
        (local_moment(FRIDAY, 7), True),
        (local_moment(SATURDAY, 7), False),
        (local_moment(NEW_YEAR, 7), False),
        (local_moment(WORKED_SATURDAY, 7), True),
    ],
)
def test_it_is_made_on_working_mornings(
    session: Session,
    moment: datetime,
    made: bool,  # noqa: FBT001 -- a table's column
) -> None:
    assert make_brief(session, now=moment) is made


def test_it_is_made_once_a_day(session: Session) -> None:
    at_seven = local_moment(TODAY, 7)
    moments = [at_seven, at_seven, at_seven + 15 * MINUTE, at_seven + timedelta(days=1)]
    assert [make_brief(session, now=moment) for moment in moments] == [True, False, False, True]
    days = session.exec(select(col(MorningBrief.day))).all()
    assert set(days) == {TODAY, TODAY + timedelta(days=1)}


def test_what_failed_is_made_again_and_what_was_made_is_not(engine: Engine) -> None:
    at_seven = local_moment(TODAY, 7)
    with pytest.raises(ConnectionError):
        _fail_after_making(engine, at_seven)
    made = []
    for _ in range(2):
        with transaction(engine) as session:
            made.append(make_brief(session, now=at_seven + MINUTE))
    assert made == [True, False]


def _fail_after_making(engine: Engine, now: datetime) -> None:
    with transaction(engine) as session:
        assert make_brief(session, now=now)
        raise ConnectionError("the database went away")
