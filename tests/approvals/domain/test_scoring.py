"""Points in range, bonus apart, and ties that are said."""

from decimal import Decimal
from uuid import UUID

import pytest

from approvals.domain.scoring import (
    Criterion,
    Total,
    criteria_in,
    out_of_range,
    points_in,
    ranked,
    total,
)

WORK = Criterion(id=UUID(int=1), name="Nhiệm vụ chính trị", maximum=Decimal(60))
BONUS = Criterion(id=UUID(int=2), name="Điểm thưởng", maximum=Decimal("2.5"), bonus=True)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("9,5", Decimal("9.5")), (" 60 ", Decimal(60)), ("0.25", Decimal("0.25")),
        ("1e1", Decimal(10)), ("0", Decimal(0)),
        ("-1", None), ("0,125", None), ("", None), ("chín", None), ("NaN", None),
    ],
)  # fmt: skip
def test_points_are_written_with_a_comma_or_a_point(text: str, points: Decimal | None) -> None:
    assert points_in(text) == points


def test_points_stay_within_what_a_criterion_gives() -> None:
    both = [WORK, BONUS]
    assert out_of_range(both, {WORK.id: Decimal(60), BONUS.id: Decimal(0)}) is None
    assert out_of_range(both, {WORK.id: Decimal("60.01"), BONUS.id: Decimal(0)}) is WORK
    assert out_of_range(both, {WORK.id: Decimal(1)}) is BONUS


def test_criteria_are_written_one_a_line() -> None:
    written = "Nhiệm vụ: chính trị: 60\n\nPhong trào\t20,5\nKhông có điểm\nÂm: -1"
    assert criteria_in(written) == [
        ("Nhiệm vụ: chính trị", Decimal(60)),
        ("Phong trào", Decimal("20.5")),
        ("Không có điểm", None),
        ("Âm", None),
    ]


def test_bonus_points_stand_apart_and_count() -> None:
    found = total([WORK, BONUS], {WORK.id: Decimal(50), BONUS.id: Decimal("2.5")})
    assert found == Total(base=Decimal(50), bonus=Decimal("2.5"))
    assert found.all == Decimal("52.5")


def test_ties_share_a_rank_and_are_said() -> None:
    sums = {UUID(int=n): Total(base=Decimal(points)) for n, points in enumerate((80, 95, 80, 70))}
    assert [(one.member_id.int, one.rank, one.tied) for one in ranked(sums)] == [
        (1, 1, False),
        (0, 2, True),
        (2, 2, True),
        (3, 4, False),
    ]
