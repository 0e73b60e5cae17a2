"""What a hold does to a dossier and to its clock. Pure."""

from datetime import date, datetime

from approvals.domain.deadlines import WorkingCalendar, day_after, working_days_between
from approvals.domain.refusals.holding import HoldNotProvided, OnHold
from approvals.domain.requirements import Principles
from models.conduct import HoldCause


def ensure_not_held(since: datetime | None) -> None:
    """Raises `OnHold`. Whatever decides, votes or sends on asks this, of the locked dossier."""
    if since is not None:
        raise OnHold(since=since)


def ensure_provided(principles: Principles, cause: HoldCause) -> None:
    """Raises `HoldNotProvided` where the rules list causes, and this is none of them."""
    if principles.holds is not None and cause not in principles.holds.value:
        raise HoldNotProvided(cause=cause)


def clock_stops(principles: Principles, *, wanted: bool | None) -> bool:
    """As whoever places a hold says; else as the rules do; where they do not say, it goes on."""
    if wanted is not None:
        return wanted
    return principles.hold_stops_clock is not None and principles.hold_stops_clock.value


def held_since(since: datetime | None, holds_left: int) -> datetime | None:
    """Since when a dossier is on hold, without a break, once one of its holds was released."""
    return since if holds_left else None


def moved_on(due: date, stopped: date, today: date, calendar: WorkingCalendar) -> date:
    """A due day, later by the working days that the clock stood, from `stopped` to `today`."""
    return day_after(due, working_days_between(stopped, today, calendar), calendar)
