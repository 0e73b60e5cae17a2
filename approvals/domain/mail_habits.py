"""When a mail reaches somebody: at once, in the morning's digest, and never while they rest.

Hours are those of the offices' clock. Nothing waits past the day on which an answer is due.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from approvals.domain.deadlines import WorkingCalendar
from core.clock import local_date, local_moment
from models.enums import Rhythm

# Half an hour after the day's reminders are queued (08:00), so that they come with it.
DIGEST_HOUR, DIGEST_MINUTES = 8, 30
AT_ONCE_A_DAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How somebody wants mail to come. Quiet hours are both there, or neither is."""

    rhythm: Rhythm
    quiet_from: int | None
    quiet_until: int | None
    on_days_off: bool


OFFICE_HOURS = Habits(rhythm=Rhythm.AUTOMATIC, quiet_from=21, quiet_until=6, on_days_off=False)
AT_ANY_HOUR = Habits(rhythm=Rhythm.AT_ONCE, quiet_from=None, quiet_until=None, on_days_off=True)


@dataclass(frozen=True, slots=True)
class Departure:
    """When a mail leaves: by itself, or gathered into the digest of that moment."""

    at: datetime
    gathered: bool


def departure(
    habits: Habits,
    *,
    leaving: int,
    due_on: date | None,
    calendar: WorkingCalendar,
    now: datetime,
) -> Departure:
    """When a mail to somebody leaves; `leaving` others leave by themselves on the day of `awake`.

    What would come after its due day leaves now instead.
    """
    if _gathers(habits, leaving):
        morning = next_digest(habits, now=now, calendar=calendar)
        if _in_time(morning, due_on):
            return Departure(morning, gathered=True)
    then = awake(habits, now=now, calendar=calendar)
    return Departure(then if _in_time(then, due_on) else now, gathered=False)


def awake(habits: Habits, *, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The first moment from now on at which somebody does not rest."""
    moment = now
    while (until := _rests_until(habits, moment, calendar)) is not None:
        moment = until
    return moment


def next_digest(habits: Habits, *, now: datetime, calendar: WorkingCalendar) -> datetime:
    """When the next digest leaves: in the morning, on a day somebody reads mail."""
    mornings = (
        local_moment(day, DIGEST_HOUR) + timedelta(minutes=DIGEST_MINUTES)
        for day in (local_date(now) + _ONE_DAY * distance for distance in count())
        if habits.on_days_off or calendar.is_working_day(day)
    )
    morning = next(moment for moment in mornings if moment > now)
    return awake(habits, now=morning, calendar=calendar)


def _gathers(habits: Habits, leaving: int) -> bool:
    match habits.rhythm:
        case Rhythm.AT_ONCE:
            return False
        case Rhythm.AUTOMATIC:
            return leaving >= AT_ONCE_A_DAY
        case Rhythm.DIGEST:
            return True


def _in_time(moment: datetime, due_on: date | None) -> bool:
    return due_on is None or local_date(moment) <= due_on


def _rests_until(habits: Habits, moment: datetime, calendar: WorkingCalendar) -> datetime | None:
    """When the rest that goes on at a moment is over; None when nobody rests."""
    day = local_date(moment)
    if not habits.on_days_off and not calendar.is_working_day(day):
        return local_moment(day + _ONE_DAY)
    begins, ends = habits.quiet_from, habits.quiet_until
    if begins is None or ends is None:
        return None
    evening, morning = local_moment(day, begins), local_moment(day, ends)
    if begins < ends:
        return morning if evening <= moment < morning else None
    if moment < morning:
        return morning
    return local_moment(day + _ONE_DAY, ends) if moment >= evening else None
