"""Note what is stuck this morning, so that the secretariat is told what changed."""

from datetime import datetime

from sqlmodel import Session

from approvals.queries import morning_brief
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date, local_moment

FROM, UNTIL = 7, 12  # o'clock: there when the office opens; past noon it is no morning's any more


def make_brief(session: Session, *, now: datetime) -> bool:
    """Whether this call made the day's brief: on a working morning, once.

    Run `survey` before, so that it is of this moment.
    """
    day = local_date(now)
    early, late = (local_moment(day, hour) for hour in (FROM, UNTIL))
    if not early <= now < late or not vietnamese_calendar().is_working_day(day):
        return False
    if not morning_brief.begin(session, day=day, now=now):
        return False
    morning_brief.note_stuck(session, first=morning_brief.made_before(session, day) is None)
    return True
