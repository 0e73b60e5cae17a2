"""Counting working days: limits counted by hand, then what must hold for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.domain.deadlines import (
    WorkingCalendar,
    day_after,
    day_before,
    due_on,
    week_ahead,
    working_days_between,
)
from tests.approvals.domain.vectors import LIMITS


def span(first: date, last: date) -> set[date]:
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


CALENDAR = WorkingCalendar(
    version="by hand",
    days_off=frozenset(
        span(date(2024, 2, 8), date(2024, 2, 14))
        | span(date(2024, 4, 29), date(2024, 5, 1))
        | span(date(2025, 1, 27), date(2025, 1, 31))
        | span(date(2025, 4, 30), date(2025, 5, 2))
        | span(date(2025, 9, 1), date(2025, 9, 2))
    ),
    working_weekend_days=frozenset({date(2024, 5, 4), date(2025, 4, 26)}),
)
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2024, 11, 22 + number) for number in range(4))


@pytest.mark.parametrize(("start", "counted", "not_counted", "twenty"), LIMITS)
def test_limits_counted_by_hand(
    start: date, counted: date, not_counted: date, twenty: date
) -> None:
    """Bộ luật Dân sự 2015, Điều 147: ngày đầu tiên không được tính."""
    assert due_on(start, 10, count_first_day=True, calendar=CALENDAR) == counted
    assert due_on(start, 10, count_first_day=False, calendar=CALENDAR) == not_counted
    assert due_on(start, 20, count_first_day=False, calendar=CALENDAR) == twenty


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (FRIDAY, True),
        (SATURDAY, False),
        (SUNDAY, False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
    ],
)
def test_working_days(day: date, worked: bool) -> None:  # noqa: FBT001 -- a table's column
    assert CALENDAR.is_working_day(day) is worked


@pytest.mark.parametrize("start", [SATURDAY, SUNDAY])
@pytest.mark.parametrize("count_first_day", [True, False])
def test_a_limit_that_starts_on_a_weekend_has_monday_as_its_first_day(
    start: date,
    count_first_day: bool,  # noqa: FBT001 -- a table's column
) -> None:
    assert due_on(start, 1, count_first_day=count_first_day, calendar=CALENDAR) == MONDAY


def test_a_limit_of_no_days_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="0 working days"):
        due_on(FRIDAY, 0, count_first_day=False, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("a", "b", "between"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SATURDAY, 0),
        (FRIDAY, MONDAY, 1),
        (MONDAY, FRIDAY, -1),
        (SATURDAY, MONDAY, 1),
        (date(2024, 2, 7), date(2024, 2, 15), 1),
    ],
)
def test_working_days_left_and_overdue(a: date, b: date, between: int) -> None:
    assert working_days_between(a, b, CALENDAR) == between


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2024, 11, 18), FRIDAY),
        (date(2024, 11, 21), FRIDAY),
        (FRIDAY, MONDAY),
        (SATURDAY, MONDAY),
        (SUNDAY, MONDAY),
        (date(2024, 4, 26), date(2024, 5, 2)),  # before three days off
        (date(2024, 5, 2), date(2024, 5, 4)),  # a Saturday that is worked
        (date(2024, 5, 4), date(2024, 5, 6)),
        (date(2025, 4, 28), date(2025, 4, 29)),  # Wednesday to Friday off
        (date(2025, 4, 29), date(2025, 5, 5)),
    ],
)
def test_a_week_ahead_ends_with_its_last_working_day_and_then_with_the_next(
    day: date, last: date
) -> None:
    assert week_ahead(day, CALENDAR) == last


def test_a_reminder_three_days_before_and_an_escalation_one_day_after() -> None:
    assert day_before(MONDAY, 3, CALENDAR) == date(2024, 11, 20)
    assert day_after(FRIDAY, 1, CALENDAR) == MONDAY
    assert day_before(MONDAY, 0, CALENDAR) == day_after(MONDAY, 0, CALENDAR) == MONDAY


days = st.dates(min_value=date(2023, 12, 1), max_value=date(2026, 1, 31))
limits = st.integers(min_value=1, max_value=60)


@given(days, limits)
def test_the_days_until_a_limit_are_the_limit(start: date, limit: int) -> None:
    due = due_on(start, limit, count_first_day=False, calendar=CALENDAR)
    assert working_days_between(start, due, CALENDAR) == limit
    assert working_days_between(due, start, CALENDAR) == -limit


@given(days, limits, st.booleans())
def test_a_limit_ends_on_a_working_day(
    start: date,
    limit: int,
    count_first_day: bool,  # noqa: FBT001 -- drawn by position
) -> None:
    """Bộ luật Dân sự 2015, Điều 148(5): kết thúc vào ngày làm việc tiếp theo ngày nghỉ."""
    due = due_on(start, limit, count_first_day=count_first_day, calendar=CALENDAR)
    assert CALENDAR.is_working_day(due)


@given(days, limits)
def test_counting_the_first_day_ends_a_working_day_earlier_if_it_was_worked(
    start: date, limit: int
) -> None:
    counted = due_on(start, limit, count_first_day=True, calendar=CALENDAR)
    not_counted = due_on(start, limit, count_first_day=False, calendar=CALENDAR)
    earlier = int(CALENDAR.is_working_day(start))
    assert working_days_between(counted, not_counted, CALENDAR) == earlier


@given(days, limits)
def test_going_back_undoes_going_on(start: date, number: int) -> None:
    due = day_after(start, number, CALENDAR)
    assert working_days_between(day_before(due, number, CALENDAR), due, CALENDAR) == number


@given(days, days, days)
def test_days_between_add_up(a: date, b: date, c: date) -> None:
    whole = working_days_between(a, c, CALENDAR)
    assert whole == working_days_between(a, b, CALENDAR) + working_days_between(b, c, CALENDAR)
