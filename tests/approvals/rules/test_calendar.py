"""Vietnam's working days: the library and the corrections, against days counted by hand."""

from datetime import date

import pytest

from approvals.domain.deadlines import due_on
from approvals.rules.calendar import vietnamese_calendar
from tests.approvals.domain.vectors import LIMITS, OVER_DAYS_OFF

CALENDAR = vietnamese_calendar()


@pytest.mark.parametrize(("start", "counted", "not_counted", "twenty"), LIMITS)
def test_limits_counted_by_hand(
    start: date, counted: date, not_counted: date, twenty: date
) -> None:
    assert due_on(start, 10, count_first_day=True, calendar=CALENDAR) == counted
    assert due_on(start, 10, count_first_day=False, calendar=CALENDAR) == not_counted
    assert due_on(start, 20, count_first_day=False, calendar=CALENDAR) == twenty


@pytest.mark.parametrize(("start", "days", "counted", "not_counted"), OVER_DAYS_OFF)
def test_limits_over_days_off_and_worked_saturdays(
    start: date, days: int, counted: date, not_counted: date
) -> None:
    assert due_on(start, days, count_first_day=True, calendar=CALENDAR) == counted
    assert due_on(start, days, count_first_day=False, calendar=CALENDAR) == not_counted


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 2, 8),  # Tết
        date(2024, 4, 18),  # Giỗ Tổ Hùng Vương, 10/3 lunar
        date(2024, 4, 29),  # swapped for Saturday 4 May
        date(2025, 9, 1),  # the day beside Quốc khánh
        date(2026, 1, 2),  # 12729/VPCP-KGVX: the library does not have it
        date(2026, 2, 16),
        date(2026, 4, 27),  # in lieu of Giỗ Tổ on a Sunday
    ],
)
def test_days_off(day: date) -> None:
    """Bộ luật Lao động 2019, Điều 112."""
    assert not CALENDAR.is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
)
def test_saturdays_worked_in_exchange(day: date) -> None:
    assert CALENDAR.is_working_day(day)


def test_the_calendar_has_a_version_that_fits_beside_a_deadline() -> None:
    assert vietnamese_calendar() is CALENDAR
    assert CALENDAR.version.startswith("holidays ")
    assert len(CALENDAR.version) <= 80
