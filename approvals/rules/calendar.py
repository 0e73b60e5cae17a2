"""Vietnam's working days: the library `holidays`, corrected by calendar.toml.

Holidays are set by Bộ luật Lao động 2019, Điều 112; swapped days are announced for each year.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

import holidays
from pydantic import ConfigDict, TypeAdapter, with_config

from approvals.domain.deadlines import WorkingCalendar
from approvals.domain.sourced import Strength

OVERRIDES = Path(__file__).resolve().parent / "calendar.toml"
YEARS = range(2015, 2036)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One day on which the library is silent or wrong."""

    day: date
    name: str
    basis: str
    strength: Strength
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    day_off: tuple[Correction, ...] = ()
    working_day: tuple[Correction, ...] = ()


for _shape in (Correction, Corrections):
    with_config(ConfigDict(extra="forbid"))(_shape)
_CORRECTIONS = TypeAdapter(Corrections)


@cache
def vietnamese_calendar() -> WorkingCalendar:
    """The calendar for 2015–2035; its version changes when the library or a correction does.

    Past the announced years it holds the fixed holidays, but no swapped days.
    """
    written = OVERRIDES.read_bytes()
    corrections = _CORRECTIONS.validate_python(tomllib.loads(written.decode()))
    off = {correction.day for correction in corrections.day_off}
    worked = {correction.day for correction in corrections.working_day}
    known = holidays.country_holidays("VN", years=YEARS)
    return WorkingCalendar(
        version=f"holidays {version('holidays')} + {hashlib.sha256(written).hexdigest()[:12]}",
        days_off=frozenset((set(known) | off) - worked),
        working_weekend_days=frozenset((known.weekend_workdays | worked) - off),
    )
