"""Days and moments of a rehearsal, counted in working days, and what they are for another start.

Everything happens on working days, and every limit is counted in them: so a due day that was right
so many working days after one submission is right as many after another.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from approvals.domain.deadlines import WorkingCalendar
from core.clock import ZONE, local_date, local_moment

_WHOLE_DAY = 24 * 3600
_SWEEPS_UNTIL = 8 * 3600 + 30 * 60  # of a day: reminders, escalations and digests leave by then


@dataclass(frozen=True, slots=True)
class When:
    """A moment: working days after the submission, and seconds after that day's midnight.

    `exact` are those of sweeps and of limits; what people do, each does in their own time.
    """

    days: int
    seconds: int
    exact: bool


class WorkingDays:
    """Working days in a row; moments between them are refused."""

    def __init__(self, first: date, last: date, calendar: WorkingCalendar) -> None:
        span = (first + timedelta(days=number) for number in range((last - first).days + 1))
        self.days: Sequence[date] = [day for day in span if calendar.is_working_day(day)]
        self._places = {day: number for number, day in enumerate(self.days)}
        self.written = [day.isoformat().encode() for day in self.days]
        self._midnights = [local_moment(day) for day in self.days]

    def place(self, day: date) -> int:
        """Which working day it is, from 0; KeyError where it is none."""
        return self._places[day]

    def until(self, day: date) -> int:
        """How many of them are before a day."""
        return bisect_left(self.days, day)

    def when(self, moment: datetime) -> When:
        """A moment, for whoever starts on the first day; a midnight ends the day before it."""
        local = moment.astimezone(ZONE)
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        if not seconds:
            before = local_date(moment) - timedelta(days=1)
            return When(self.place(before), _WHOLE_DAY, exact=True)
        exact = seconds <= _SWEEPS_UNTIL
        return When(self.place(local.date()), seconds, exact=exact)

    def moment(self, start: int, when: When, own: int) -> datetime:
        """The moment for a start; people take `own` seconds longer than in the rehearsal."""
        later = when.seconds if when.exact else when.seconds + own
        return self._midnights[start + when.days] + timedelta(seconds=later)
