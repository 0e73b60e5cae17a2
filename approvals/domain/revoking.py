"""By when an award is to be taken back, as far as the rules say. Pure."""

from datetime import date, timedelta

from approvals.domain import deadlines
from approvals.domain.refusals.revoking import ConcludedAhead, RecoveredBefore
from approvals.domain.requirements import Principles


def propose_by(principles: Principles, concluded_on: date) -> date | None:
    """The last calendar day for proposing it; None where the rules set no limit."""
    within = principles.revocation_proposed_within
    return concluded_on + timedelta(days=within.value) if within else None


def decide_by(
    principles: Principles, proposed_on: date, calendar: deadlines.WorkingCalendar
) -> date | None:
    """The last working day for deciding on it; the day it was proposed is not counted."""
    within = principles.revocation_decided_within
    if within is None:
        return None
    return deadlines.due_on(proposed_on, within.value, count_first_day=False, calendar=calendar)


def ensure_concluded(dated_on: date, today: date) -> None:
    """Raises `ConcludedAhead`."""
    if dated_on > today:
        raise ConcludedAhead(dated_on=dated_on)


def ensure_recovered(recovered_on: date, decided_on: date, today: date) -> None:
    """Raises `RecoveredBefore`."""
    if not decided_on <= recovered_on <= today:
        raise RecoveredBefore
