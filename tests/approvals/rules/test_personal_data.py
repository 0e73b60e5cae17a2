"""The clocks of requests about personal data: data with a source, counted as the law counts."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from approvals.domain.request_clocks import Clocks, RequestRules, clocks, extended
from approvals.domain.sourced import Strength
from approvals.rules.calendar import vietnamese_calendar
from approvals.rules.personal_data import FILE, request_rules
from models.enums import DataRequestKind

COPY, ERASURE = DataRequestKind.COPY, DataRequestKind.ERASURE
SAID = tomllib.loads(FILE.read_text(encoding="utf-8"))


def values(part: object) -> Iterator[dict[str, object]]:
    """Every sourced value of the file."""
    if isinstance(part, dict) and "strength" in part:
        yield part
    elif isinstance(part, dict):
        for inside in part.values():
            yield from values(inside)


def test_every_value_has_its_source_and_what_is_unverified_says_what_to_ask() -> None:
    found = list(values(SAID))
    assert len(found) == 2 + 2 * len(DataRequestKind)
    for value in found:
        assert value["basis"]
        assert Strength(str(value["strength"])).verified or value["note"]


@pytest.mark.parametrize(
    ("kind", "received_on", "respond_by", "fulfil_by"),
    [
        (COPY, date(2026, 11, 23), date(2026, 11, 26), date(2026, 12, 3)),  # 24/11 is a day off
        (ERASURE, date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 10)),
        (COPY, date(2026, 2, 13), date(2026, 2, 24), date(2026, 2, 23)),  # Tết lies between
    ],
)
def test_both_clocks(
    kind: DataRequestKind, received_on: date, respond_by: date, fulfil_by: date
) -> None:
    found = clocks(request_rules(), kind, received_on, vietnamese_calendar())
    assert found == Clocks(respond_by, fulfil_by)


def test_more_time_is_counted_from_the_day_it_was_due() -> None:
    due = extended(request_rules(), ERASURE, date(2026, 12, 10), vietnamese_calendar())
    assert due == date(2026, 12, 30)


def test_days_may_be_working_days() -> None:
    working = {**SAID, "counted_in": {**SAID["counted_in"], "value": "working_days"}}
    found = clocks(read(working), COPY, date(2026, 12, 1), vietnamese_calendar())
    assert found.fulfil_by == date(2026, 12, 15)


@pytest.mark.parametrize(
    "said",
    [
        {**SAID, "fulfil": {"copy": SAID["fulfil"]["copy"]}},
        {**SAID, "unknown": 1},
        {**SAID, "respond": {"value": "two", "basis": "x", "strength": "V1"}},
    ],
)
def test_a_file_that_says_too_little_or_too_much_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read(said)


def read(said: dict[str, object]) -> RequestRules:
    return TypeAdapter(RequestRules).validate_json(json.dumps(said))
