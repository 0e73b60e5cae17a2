"""The one place that reads the clock; everything below is handed `now`.

Offices work by Vietnam's clock, which has one zone: days begin and end there.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.failpoints import skew

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + skew()


def local_date(moment: datetime) -> date:
    """The calendar day on which a moment falls where the offices are."""
    return moment.astimezone(ZONE).date()


def local_moment(day: date, hour: int = 0) -> datetime:
    """The moment at which `hour` strikes on a day, where the offices are."""
    return datetime.combine(day, time(hour), ZONE).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment a day is over: 24:00 (Civil Code 2015, article 148)."""
    return local_moment(day + timedelta(days=1))
