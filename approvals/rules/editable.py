"""Which values of a rule set can be changed on a page, and how each is typed and read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from approvals.domain.categories import Severity
from approvals.domain.refusals.editing import (
    DayOfYearNeeded,
    DaysNotFalling,
    RuleChoiceMissing,
    WholeNumberNeeded,
)
from approvals.domain.requirements import Guards
from approvals.domain.sourced import Strength
from models.enums import Assurance, ExcludedMembers, GateMethod

_LONGEST_LIMIT = 366  # days: nothing is asked of people for longer than a year
_A_LEAP_YEAR = 2024  # so that 29 February is a day
_MOST_REMINDERS = 10
_YES_NO = {"yes": True, "no": False}
_STOPPING = frozenset({Strength.V1, Strength.V2})


class Typed(StrEnum):
    """How a value is typed."""

    YES_NO = "yes_no"
    NUMBER = "number"
    PERCENT = "percent"
    DAYS = "days"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    DAY_OF_YEAR = "day_of_year"


@dataclass(frozen=True, slots=True)
class Editable:
    """One kind of value: how it is typed, from what to what, or which words there are."""

    typed: Typed
    first: int = 0
    last: int = _LONGEST_LIMIT
    words: Sequence[StrEnum] = field(default=())

    def read(self, raw: Sequence[str]) -> Any:  # noqa: ANN401 -- a value in JSON's types
        """What was typed as the file would say it.

        Raises `WholeNumberNeeded`, `DaysNotFalling`, `DayOfYearNeeded`, `RuleChoiceMissing`.
        """
        first = raw[0].strip() if raw else ""
        return _READERS[self.typed](self, first, raw)

    def written(self, value: Any) -> list[str]:  # noqa: ANN401 -- a value in JSON's types
        """A value as its form shows it; the other way round than `read`."""
        match value:
            case None:
                return []
            case bool():
                return ["yes" if value else "no"]
            case list() if self.typed is Typed.DAYS:
                return [", ".join(map(str, value))]
            case list():
                return list(map(str, value))
            case str() if self.typed is Typed.DAY_OF_YEAR:
                return ["/".join(reversed(value.split("-")))]
            case _:
                return [str(value)]


def severity_stops(value: object, strength: Strength) -> bool:
    """Whether a guard would stop dossiers by what is not known well enough."""
    return value == Severity.STOP and strength not in _STOPPING


def _number(kind: Editable, text: str, _raw: Sequence[str]) -> int:
    if not (text.isascii() and text.isdigit() and kind.first <= int(text) <= kind.last):
        raise WholeNumberNeeded(first=kind.first, last=kind.last)
    return int(text)


def _days(kind: Editable, text: str, _raw: Sequence[str]) -> list[int]:
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if len(parts) > _MOST_REMINDERS or not all(one.isascii() and one.isdigit() for one in parts):
        raise DaysNotFalling
    days = [int(one) for one in parts]
    if days != sorted(set(days), reverse=True) or any(one > kind.last for one in days):
        raise DaysNotFalling
    return days


def _day_of_year(_kind: Editable, text: str, _raw: Sequence[str]) -> str:
    try:
        day, month = (int(one) for one in text.split("/"))
        return f"{date(_A_LEAP_YEAR, month, day):%m-%d}"
    except ValueError:
        raise DayOfYearNeeded from None


def _one_of(kind: Editable, text: str, _raw: Sequence[str]) -> str:
    if text not in set(kind.words):
        raise RuleChoiceMissing
    return text


def _some_of(kind: Editable, _text: str, raw: Sequence[str]) -> list[str]:
    if not set(raw) <= set(kind.words):
        raise RuleChoiceMissing
    return [word.value for word in kind.words if word in raw]


def _yes_no(_kind: Editable, text: str, _raw: Sequence[str]) -> bool:
    if text not in _YES_NO:
        raise RuleChoiceMissing
    return _YES_NO[text]


_READERS: Mapping[Typed, Callable[[Editable, str, Sequence[str]], Any]] = MappingProxyType(
    {
        Typed.YES_NO: _yes_no,
        Typed.NUMBER: _number,
        Typed.PERCENT: _number,
        Typed.DAYS: _days,
        Typed.ONE_OF: _one_of,
        Typed.SOME_OF: _some_of,
        Typed.DAY_OF_YEAR: _day_of_year,
    }
)

_PERCENT = Editable(Typed.PERCENT, first=1, last=100)
_TRUTH = Editable(Typed.YES_NO)
_LIMIT = Editable(Typed.NUMBER, first=1)
STAGE_FIELDS: Mapping[str, Editable] = MappingProxyType(
    {
        "secret": _TRUTH,
        "pass_percent": _PERCENT,
        "quorum_percent": _PERCENT,
        "excluded_members": Editable(Typed.ONE_OF, words=tuple(ExcludedMembers)),
        "full_count": _TRUTH,
        "working_days": _LIMIT,
        "working_days_with_opinion": _LIMIT,
        "count_first_day": _TRUTH,
        "remind_before": Editable(Typed.DAYS),
        "escalate_after": Editable(Typed.NUMBER),
        "assurance": Editable(Typed.ONE_OF, words=tuple(Assurance)),
        "cover": Editable(Typed.SOME_OF, words=tuple(GateMethod)),
        "repeat_reviewer": _TRUTH,
        "own_body": _TRUTH,
    }
)
PRINCIPLES: Mapping[str, Editable] = MappingProxyType(
    {
        "lower_first": _TRUTH,
        "spaced_from_decision": _TRUTH,
        "rewarded_once": _TRUTH,
        "hold_stops_clock": _TRUTH,
        "revocation_proposed_within": _LIMIT,
        "revocation_decided_within": _LIMIT,
        "counts_after_discipline": _TRUTH,
        "maternity_counts": _TRUTH,
        "women_first": _TRUTH,
        "women_percent": _PERCENT,
        "opinion_working_days": _LIMIT,
        "silence_agrees": _TRUTH,
    }
)
GUARDS: Mapping[str, Editable] = MappingProxyType(
    {one.name: Editable(Typed.ONE_OF, words=tuple(Severity)) for one in fields(Guards)}
)
WINDOW = ("opens", "closes")
EDITABLE: Mapping[str, Editable] = MappingProxyType(
    {
        **{f"stage.{name}": kind for name, kind in STAGE_FIELDS.items()},
        **{f"principles.{name}": kind for name, kind in PRINCIPLES.items()},
        **{f"guards.{name}": kind for name, kind in GUARDS.items()},
        **{f"windows.{name}": Editable(Typed.DAY_OF_YEAR) for name in WINDOW},
    }
)
