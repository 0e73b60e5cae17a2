"""The one place that reads the clock; everything below is handed `now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime, zone: str) -> date:
    """The calendar day on which a moment falls where the offices are."""
    return moment.astimezone(ZoneInfo(zone)).date()
