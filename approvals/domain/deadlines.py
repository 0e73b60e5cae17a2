"""Counting working days. The calendar is data; whoever computes a deadline keeps its version.

A limit in days starts the day after the event unless its rule says otherwise, and one that would
end on a day off ends on the next working day (Bộ luật Dân sự 2015, Điều 147–148).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice, takewhile

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Days off beyond weekends, and weekend days that are worked in exchange."""

    version: str
    days_off: frozenset[date]
    working_weekend_days: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        if day in self.days_off:
            return False
        return day.weekday() < _SATURDAY or day in self.working_weekend_days


def due_on(
    start: date, working_days: int, *, count_first_day: bool, calendar: WorkingCalendar
) -> date:
    """The last day of a limit of `working_days`, at least 1, that starts on `start`."""
    if working_days < 1:
        raise ValueError(f"a limit of {working_days} working days")
    first = start if count_first_day else start + _ONE_DAY
    return _nth(first, working_days, _ONE_DAY, calendar)


def day_before(due: date, working_days: int, calendar: WorkingCalendar) -> date:
    """The working day so many working days before `due`; 0 is `due` itself."""
    return _nth(due - _ONE_DAY, working_days, -_ONE_DAY, calendar) if working_days else due


def day_after(due: date, working_days: int, calendar: WorkingCalendar) -> date:
    """The working day so many working days after `due`; 0 is `due` itself."""
    return _nth(due + _ONE_DAY, working_days, _ONE_DAY, calendar) if working_days else due


def working_days_between(a: date, b: date, calendar: WorkingCalendar) -> int:
    """Working days after `a` up to and including `b`; negative when `b` is the earlier one."""
    if b < a:
        return -working_days_between(b, a, calendar)
    days = (a + _ONE_DAY * step for step in range(1, (b - a).days + 1))
    return sum(map(calendar.is_working_day, days))


def week_ahead(day: date, calendar: WorkingCalendar) -> date:
    """The last working day of `day`'s week, Monday to Sunday; from that day on, the next one."""
    days = takewhile(lambda one: one.weekday() > day.weekday(), _days(day + _ONE_DAY, _ONE_DAY))
    left = list(filter(calendar.is_working_day, days))
    return left[-1] if left else day_after(day, 1, calendar)


def _nth(first: date, number: int, step: timedelta, calendar: WorkingCalendar) -> date:
    working = filter(calendar.is_working_day, _days(first, step))
    return next(islice(working, number - 1, None))


def _days(first: date, step: timedelta) -> Iterator[date]:
    return (first + step * distance for distance in count())
