"""When offices work: what was decided outside of it is no fault, but worth an auditor's look."""

from datetime import datetime, time

from approvals.domain.deadlines import WorkingCalendar
from core.clock import ZONE

# Quyết định 188/1999/QĐ-TTg gives offices five days of eight hours and leaves the clock to each
# place: they open between 07:00 and 08:00 and close between 16:30 and 17:30. So that nobody is
# noted for the custom of their province, the day here is as wide as the widest, and whoever
# stays half an hour longer is still at work.
OPENS, CLOSES = time(7), time(18)


def outside_office_hours(moment: datetime, calendar: WorkingCalendar) -> bool:
    """Whether nobody is expected at work: a day off, or before `OPENS`, or from `CLOSES` on."""
    there = moment.astimezone(ZONE)
    return not calendar.is_working_day(there.date()) or not OPENS <= there.time() < CLOSES
