"""Movements as pure rules: whether one runs, for how long, and what has come of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product

from models.emulation import MovementKind, MovementLevel


class Duration(StrEnum):
    """How long a movement lasts, as biểu 0601.N/BNV-TĐKT counts it; in order."""

    UNDER_ONE = "under_one"
    ONE = "one"  # one year to the day
    UNDER_THREE = "under_three"  # more than one, less than three
    UNDER_FIVE = "under_five"  # three or more, less than five
    FIVE_OR_MORE = "five_or_more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What is counted of a movement; both days belong to it, and None: it is ongoing."""

    level: MovementLevel
    kind: MovementKind
    in_bloc: bool  # for the members of a bloc alone
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementCount:
    """Movements of one sort in a year: `running` on some day of it; of these, `launched` in it."""

    level: MovementLevel
    kind: MovementKind
    in_bloc: bool
    duration: Duration
    running: int
    launched: int


def duration(starts_on: date, ends_on: date) -> Duration:
    """Both days included: from 1 January to 31 December is one year."""
    after = ends_on + timedelta(days=1)
    if after < _years_after(starts_on, 1):
        return Duration.UNDER_ONE
    if after == _years_after(starts_on, 1):
        return Duration.ONE
    if after < _years_after(starts_on, 3):
        return Duration.UNDER_THREE
    if after < _years_after(starts_on, 5):
        return Duration.UNDER_FIVE
    return Duration.FIVE_OR_MORE


def counted(movements: Iterable[Lasting], year: int) -> list[MovementCount]:
    """Those that ran on some day of a year, by level, kind, scope and duration.

    One that is ongoing is counted for as long as it has lasted at the end of that year.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    found: dict[tuple[MovementLevel, MovementKind, bool, Duration], list[bool]] = {}
    for one in movements:
        if one.starts_on <= last and (one.ends_on is None or one.ends_on >= first):
            lasts = duration(one.starts_on, one.ends_on or last)
            key = one.level, one.kind, one.in_bloc, lasts
            found.setdefault(key, []).append(one.starts_on >= first)
    return [
        MovementCount(
            level=key[0],
            kind=key[1],
            in_bloc=key[2],
            duration=key[3],
            running=len(found[key]),
            launched=sum(found[key]),
        )
        for key in product(MovementLevel, MovementKind, (False, True), Duration)
        if key in found
    ]


def runs(starts_on: date, ends_on: date | None, on: date) -> bool:
    """Whether a movement goes on on a day; one to come does not yet."""
    return starts_on <= on and (ends_on is None or on <= ends_on)


def unrewarded_for(starts_on: date, nominated: int, on: date) -> int | None:
    """Days since a movement was launched from which nobody was nominated; None: somebody was."""
    return (on - starts_on).days if not nominated and starts_on <= on else None


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
