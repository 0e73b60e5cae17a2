"""How long a movement lasts, what is counted of it in a year, and whether anybody was nominated."""

from datetime import date

import pytest

from approvals.domain.movements import (
    Duration,
    Lasting,
    MovementCount,
    counted,
    duration,
    runs,
    unrewarded_for,
)
from models.emulation import MovementKind, MovementLevel

START = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "lasts"),
    [
        (START, START, Duration.UNDER_ONE),
        (START, date(2025, 2, 27), Duration.UNDER_ONE),
        (START, date(2025, 2, 28), Duration.ONE),
        (START, date(2025, 3, 1), Duration.UNDER_THREE),
        (START, date(2027, 2, 27), Duration.UNDER_THREE),
        (START, date(2027, 2, 28), Duration.UNDER_FIVE),
        (START, date(2029, 2, 27), Duration.UNDER_FIVE),
        (START, date(2029, 2, 28), Duration.FIVE_OR_MORE),
        (START, date(2040, 1, 1), Duration.FIVE_OR_MORE),
        (date(2024, 2, 29), date(2025, 2, 27), Duration.UNDER_ONE),
        (date(2024, 2, 29), date(2025, 2, 28), Duration.ONE),
        (date(2026, 1, 1), date(2026, 12, 31), Duration.ONE),
    ],
)
def test_both_days_belong_to_a_movement(starts_on: date, ends_on: date, lasts: Duration) -> None:
    assert duration(starts_on, ends_on) is lasts


def lasting(starts_on: date, ends_on: date | None, *, in_bloc: bool = False) -> Lasting:
    return Lasting(
        level=MovementLevel.CENTRAL,
        kind=MovementKind.THEMATIC,
        in_bloc=in_bloc,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def count(
    duration: Duration, *, running: int, launched: int, in_bloc: bool = False
) -> MovementCount:
    return MovementCount(
        level=MovementLevel.CENTRAL,
        kind=MovementKind.THEMATIC,
        in_bloc=in_bloc,
        duration=duration,
        running=running,
        launched=launched,
    )


def test_a_year_counts_what_ran_in_it() -> None:
    found = counted(
        [
            lasting(date(2025, 12, 31), date(2026, 1, 1)),
            lasting(date(2026, 12, 31), date(2027, 2, 1)),
            lasting(date(2025, 1, 1), date(2025, 12, 31)),  # over before
            lasting(date(2027, 1, 1), None),  # yet to come
            lasting(date(2021, 1, 1), None),  # six years by the end of 2026
            lasting(date(2026, 1, 1), date(2026, 12, 31), in_bloc=True),
        ],
        2026,
    )
    assert found == [
        count(Duration.UNDER_ONE, running=2, launched=1),
        count(Duration.FIVE_OR_MORE, running=1, launched=0),
        count(Duration.ONE, running=1, launched=1, in_bloc=True),
    ]


def test_a_movement_runs_from_its_first_day_to_its_last() -> None:
    first, last = date(2026, 1, 5), date(2026, 5, 5)
    assert [runs(first, last, day) for day in (date(2026, 1, 4), first, last)] == [
        False,
        True,
        True,
    ]
    assert not runs(first, last, date(2026, 5, 6))
    assert runs(first, None, date(2036, 1, 1))


def test_a_movement_nobody_was_nominated_from_says_for_how_long() -> None:
    assert unrewarded_for(START, 0, date(2024, 3, 31)) == 30
    assert unrewarded_for(START, 1, date(2024, 3, 31)) is None
    assert unrewarded_for(START, 0, date(2024, 2, 1)) is None
