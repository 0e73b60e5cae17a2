"""A model is found, nurtured, summed up and spread, in this order."""

from datetime import date

import pytest

from approvals.domain.follow_up import late, waits_for
from models.emulation import ModelStage

FOUND, NURTURED, SUMMED_UP, SPREAD = ModelStage


@pytest.mark.parametrize(
    ("stage", "done", "first"),
    [
        (FOUND, set(), None),
        (NURTURED, set(), FOUND),
        (SPREAD, {FOUND, SUMMED_UP}, NURTURED),
        (SPREAD, {FOUND, NURTURED, SUMMED_UP}, None),
    ],
)
def test_a_stage_waits_for_those_before_it(
    stage: ModelStage, done: set[ModelStage], first: ModelStage | None
) -> None:
    assert waits_for(stage, done) is first


def test_a_stage_is_late_from_the_day_after() -> None:
    day = date(2026, 3, 2)
    assert not late(day, None, day)
    assert late(day, None, date(2026, 3, 3))
    assert not late(day, date(2026, 4, 1), date(2026, 5, 1))
