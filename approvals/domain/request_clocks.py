"""By when a request about personal data is responded to and fulfilled. The days are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from approvals.domain.deadlines import WorkingCalendar, day_after, due_on
from approvals.domain.sourced import Sourced
from models.enums import DataRequestKind


class DaysOf(StrEnum):
    """What kind of days a limit counts."""

    CALENDAR = "days"
    WORK = "working_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRules:
    """The limits, each with its source: `respond` in working days, the others in `counted_in`."""

    respond: Sourced[int]
    counted_in: Sourced[DaysOf]
    fulfil: Mapping[DataRequestKind, Sourced[int]]
    extend: Mapping[DataRequestKind, Sourced[int]]

    def __post_init__(self) -> None:
        missing = [
            kind for kind in DataRequestKind if kind not in self.fulfil or kind not in self.extend
        ]
        if missing:
            raise ValueError(f"no limit for requests of kind {', '.join(missing)}")


@dataclass(frozen=True, slots=True)
class Clocks:
    """The last day for each of the two answers."""

    respond_by: date
    fulfil_by: date


def clocks(
    rules: RequestRules, kind: DataRequestKind, received_on: date, calendar: WorkingCalendar
) -> Clocks:
    """Both last days of a request that came in on a day."""
    return Clocks(
        respond_by=due_on(
            received_on, rules.respond.value, count_first_day=False, calendar=calendar
        ),
        fulfil_by=_after(received_on, rules.fulfil[kind].value, rules, calendar),
    )


def extended(
    rules: RequestRules, kind: DataRequestKind, fulfil_by: date, calendar: WorkingCalendar
) -> date:
    """The last day once the time is extended, which it may be once."""
    return _after(fulfil_by, rules.extend[kind].value, rules, calendar)


def _after(start: date, days: int, rules: RequestRules, calendar: WorkingCalendar) -> date:
    if rules.counted_in.value is DaysOf.WORK:
        return due_on(start, days, count_first_day=False, calendar=calendar)
    last = start + timedelta(days=days)
    return last if calendar.is_working_day(last) else day_after(last, 1, calendar)
