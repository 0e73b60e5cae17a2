"""When a mail leaves: hours counted by hand, then what must hold for everybody at any moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.deadlines import WorkingCalendar
from approvals.domain.mail_habits import (
    AT_ANY_HOUR,
    AT_ONCE_A_DAY,
    OFFICE_HOURS,
    Habits,
    awake,
    departure,
    next_digest,
)
from core.clock import ZONE, local_date
from models.enums import Rhythm

# Monday 2 September 2024 is a holiday; 31 August is a worked Saturday here.
CALENDAR = WorkingCalendar(
    version="by hand",
    days_off=frozenset({date(2024, 9, 2), date(2024, 9, 3)}),
    working_weekend_days=frozenset({date(2024, 8, 31)}),
)
GATHERING = replace(OFFICE_HOURS, rhythm=Rhythm.DIGEST)
AFTERNOONS = replace(OFFICE_HOURS, quiet_from=8, quiet_until=13)


def local(text: str) -> datetime:
    """A moment by the offices' clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("habits", "now", "then"),
    [
        (OFFICE_HOURS, "2024-08-28 09:00", "2024-08-28 09:00"),
        (OFFICE_HOURS, "2024-08-28 20:59", "2024-08-28 20:59"),
        (OFFICE_HOURS, "2024-08-28 21:00", "2024-08-29 06:00"),
        (OFFICE_HOURS, "2024-08-29 05:59", "2024-08-29 06:00"),
        (OFFICE_HOURS, "2024-08-29 06:00", "2024-08-29 06:00"),
        (OFFICE_HOURS, "2024-08-24 10:00", "2024-08-26 06:00"),  # Saturday to Monday
        (OFFICE_HOURS, "2024-08-31 10:00", "2024-08-31 10:00"),  # a worked Saturday
        (OFFICE_HOURS, "2024-08-31 21:30", "2024-09-04 06:00"),  # over Sunday and two holidays
        (AFTERNOONS, "2024-08-28 09:00", "2024-08-28 13:00"),
        (AFTERNOONS, "2024-08-28 23:00", "2024-08-28 23:00"),
        (AT_ANY_HOUR, "2024-09-02 03:00", "2024-09-02 03:00"),
    ],
)
def test_mail_waits_until_somebody_is_awake(habits: Habits, now: str, then: str) -> None:
    assert awake(habits, now=local(now), calendar=CALENDAR) == local(then)


@pytest.mark.parametrize(
    ("habits", "now", "then"),
    [
        (GATHERING, "2024-08-28 08:00", "2024-08-28 08:30"),
        (GATHERING, "2024-08-28 08:30", "2024-08-29 08:30"),
        (GATHERING, "2024-08-28 23:00", "2024-08-29 08:30"),
        (GATHERING, "2024-08-31 09:00", "2024-09-04 08:30"),
        (replace(GATHERING, on_days_off=True), "2024-08-31 09:00", "2024-09-01 08:30"),
        (AFTERNOONS, "2024-08-28 07:00", "2024-08-28 13:00"),
    ],
)
def test_a_digest_leaves_in_the_morning(habits: Habits, now: str, then: str) -> None:
    assert next_digest(habits, now=local(now), calendar=CALENDAR) == local(then)


def leaves(
    habits: Habits, now: str, *, leaving: int = 0, due: str | None = None
) -> tuple[datetime, bool]:
    due_on = date.fromisoformat(due) if due else None
    when = departure(habits, leaving=leaving, due_on=due_on, calendar=CALENDAR, now=local(now))
    return when.at, when.gathered


def test_five_a_day_come_at_once_and_the_others_in_the_morning() -> None:
    at_once, morning = local("2024-08-28 10:00"), local("2024-08-29 08:30")
    found = [leaves(OFFICE_HOURS, "2024-08-28 10:00", leaving=many) for many in range(7)]
    assert found == [(at_once, False)] * AT_ONCE_A_DAY + [(morning, True)] * 2
    assert AT_ONCE_A_DAY == 5


def test_whoever_wants_each_mail_gets_each_and_whoever_wants_one_gets_one() -> None:
    every = replace(OFFICE_HOURS, rhythm=Rhythm.AT_ONCE)
    assert leaves(every, "2024-08-28 10:00", leaving=80) == (local("2024-08-28 10:00"), False)
    assert leaves(every, "2024-08-28 22:00") == (local("2024-08-29 06:00"), False)
    assert leaves(GATHERING, "2024-08-28 10:00") == (local("2024-08-29 08:30"), True)


@pytest.mark.parametrize(
    ("habits", "now", "due", "then"),
    [
        (GATHERING, "2024-08-28 10:00", "2024-08-29", ("2024-08-29 08:30", True)),
        (GATHERING, "2024-08-28 10:00", "2024-08-28", ("2024-08-28 10:00", False)),
        (GATHERING, "2024-08-28 22:00", "2024-08-28", ("2024-08-28 22:00", False)),
        (OFFICE_HOURS, "2024-08-28 22:00", "2024-08-29", ("2024-08-29 06:00", False)),
        (OFFICE_HOURS, "2024-08-28 22:00", "2024-08-20", ("2024-08-28 22:00", False)),
    ],
)
def test_nothing_waits_past_its_due_day(
    habits: Habits, now: str, due: str, then: tuple[str, bool]
) -> None:
    moment, gathered = then
    assert leaves(habits, now, due=due) == (local(moment), gathered)


HOURS = st.one_of(
    st.just((None, None)),
    st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda both: both[0] != both[1]),
)
MOMENTS = st.datetimes(
    min_value=datetime(2024, 8, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(2024, 9, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(
    hours=HOURS,
    rhythm=st.sampled_from(Rhythm),
    on_days_off=st.booleans(),
    leaving=st.integers(0, 9),
    now=MOMENTS,
)
def test_a_mail_leaves_soon_and_wakes_nobody(
    hours: tuple[int | None, int | None],
    rhythm: Rhythm,
    on_days_off: bool,  # noqa: FBT001 -- a drawn value
    leaving: int,
    now: datetime,
) -> None:
    habits = Habits(
        rhythm=rhythm, quiet_from=hours[0], quiet_until=hours[1], on_days_off=on_days_off
    )
    when = departure(habits, leaving=leaving, due_on=None, calendar=CALENDAR, now=now)
    assert now <= when.at <= now + timedelta(days=6)
    assert awake(habits, now=when.at, calendar=CALENDAR) == when.at
    soon = departure(habits, leaving=leaving, due_on=local_date(now), calendar=CALENDAR, now=now)
    assert local_date(soon.at) == local_date(now)
    assert soon.at >= now
