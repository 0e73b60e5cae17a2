"""Which decree governs on which day, and what changes from one day to the next: by hand."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from approvals.domain.rule_set import RuleSet
from approvals.rules import loader
from core.clock import local_date
from models.enums import Stage

SETS = [loaded.rules for loaded in loader.built_in()]
BY_ID = {rules.id: rules for rules in SETS}
BOARD = "Ban Thi đua - Khen thưởng Trung ương"

# Last and first days, as far as read: vietjack (NĐ 91), lawnet (NĐ 98), laodong (NĐ 152).
IN_FORCE = [
    (date(2017, 9, 30), None),  # before NĐ 91/2017/NĐ-CP
    (date(2017, 10, 1), "nd91-2017"),
    (date(2023, 12, 31), "nd91-2017"),
    (date(2024, 1, 1), "nd98-2023"),  # Luật 06/2022/QH15, NĐ 98/2023/NĐ-CP
    (date(2025, 6, 30), "nd98-2023"),
    (date(2025, 7, 1), "nd152-2025"),  # NĐ 152/2025/NĐ-CP
    (date(2027, 3, 1), "nd152-2025"),  # an end on this day was seen in one copy only: not verified
]


def _in_force(day: date) -> list[RuleSet]:
    return [
        rules
        for rules in SETS
        if rules.valid_from <= day and (rules.valid_to is None or day <= rules.valid_to)
    ]


@pytest.mark.parametrize(("day", "rule_set"), IN_FORCE)
def test_one_decree_governs_each_day(day: date, rule_set: str | None) -> None:
    assert [rules.id for rules in _in_force(day)] == ([rule_set] if rule_set else [])


def test_from_one_decree_to_the_next_no_day_is_left_out_and_none_has_two() -> None:
    for before, after in pairwise(SETS):
        assert before.valid_to is not None
        assert before.valid_to + timedelta(days=1) == after.valid_from
    assert SETS[-1].valid_to is None


# The moment of submission in UTC, and the decree of the Vietnamese day it falls on (UTC+7).
AT_MIDNIGHT = [
    (datetime(2023, 12, 31, 16, 59, 59, tzinfo=UTC), "nd91-2017"),  # 23:59:59 of 31/12/2023
    (datetime(2023, 12, 31, 17, tzinfo=UTC), "nd98-2023"),  # 00:00 of 01/01/2024
    (datetime(2025, 6, 30, 16, 59, 59, tzinfo=UTC), "nd98-2023"),  # 23:59:59 of 30/6/2025
    (datetime(2025, 6, 30, 17, tzinfo=UTC), "nd152-2025"),  # 00:00 of 01/7/2025
    (datetime(2025, 6, 30, 23, 59, 59, tzinfo=UTC), "nd152-2025"),  # still June in Greenwich
]


@pytest.mark.parametrize(("moment", "rule_set"), AT_MIDNIGHT)
def test_the_decree_changes_at_midnight_in_vietnam(moment: datetime, rule_set: str) -> None:
    assert [rules.id for rules in _in_force(local_date(moment))] == [rule_set]


# The day of submission, and who examines the Prime Minister's certificate for the centre.
EXAMINES = [
    (date(2018, 8, 8), BOARD),  # NĐ 91/2017/NĐ-CP; thủ tục 1.001718
    (date(2023, 12, 31), BOARD),
    (date(2024, 1, 1), f"{BOARD} (Bộ Nội vụ)"),  # the board is of Bộ Nội vụ
    (date(2025, 6, 15), f"{BOARD} (Bộ Nội vụ)"),  # 109/TTr-UBND 15/6/2025 still goes by NĐ 98
    (date(2025, 6, 30), f"{BOARD} (Bộ Nội vụ)"),
    (date(2025, 7, 1), "Bộ Nội vụ"),  # NĐ 152/2025/NĐ-CP, Điều 42(3)
]


@pytest.mark.parametrize(("day", "who"), EXAMINES)
def test_who_examines_for_the_centre_changes_with_the_day_of_submission(
    day: date, who: str
) -> None:
    (rules,) = _in_force(day)
    judged_by = rules.award("bk-ttg").rule_at(Stage.CENTRAL_BOARD).judged_by
    assert judged_by is not None
    assert judged_by.value == who


# Award, stage, working days under nd91-2017, nd98-2023, nd152-2025, each with its strength.
# Carried over where the later decree was not read: then unverified.
LIMITS = [
    # Bảng thủ tục năm 2012, cấp bộ, tỉnh: bằng khen, cờ, Huân chương Lao động
    ("bk-ttg", Stage.UNIT, (15, "V3"), (15, "V3"), (15, "U")),
    ("co-cp", Stage.UNIT, (15, "V3"), (15, "V3"), (15, "U")),
    ("hcld-3", Stage.UNIT, (15, "V3"), (15, "V3"), (15, "U")),
    # the same table: from Huân chương Độc lập up, honorary titles, Chiến sĩ thi đua toàn quốc
    ("hcdl-3", Stage.UNIT, (30, "V3"), (30, "V3"), (30, "U")),
    ("cstdtq", Stage.UNIT, (30, "V3"), (30, "V3"), (30, "U")),
    ("ahld", Stage.UNIT, (30, "V3"), (30, "V3"), (30, "U")),
    # thủ tục Chiến sĩ thi đua tỉnh, An Giang (NĐ 98/2023)
    ("cstd-bo", Stage.UNIT, (25, "U"), (25, "V3"), (25, "U")),
    # no source
    ("bk-bo", Stage.UNIT, (10, "U"), (10, "U"), (10, "U")),
    ("co-cp", Stage.BLOC, (10, "U"), (10, "U"), (10, "U")),
    ("bk-ttg", Stage.BLOC, (10, "U"), (10, "U"), (10, "U")),
    # thủ tục 1.001718, 1.001761 (NĐ 91/2017); not found for the later decrees
    ("cstdtq", Stage.CENTRAL_BOARD, (20, "V1"), (20, "U"), (20, "U")),
    ("bk-ttg", Stage.CENTRAL_BOARD, (20, "V1"), (20, "U"), (20, "U")),
    # NĐ 39/2012/NĐ-CP: Văn phòng Chính phủ, Văn phòng Chủ tịch nước
    ("bk-ttg", Stage.FINAL_AUTHORITY, (10, "V3"), (10, "V3"), (10, "U")),
    ("hcld-3", Stage.FINAL_AUTHORITY, (10, "V3"), (10, "V3"), (10, "U")),
    # Bảng thủ tục năm 2012; bằng khen cho hộ gia đình, Thanh Hóa (NĐ 98/2023)
    ("bk-bo", Stage.FINAL_AUTHORITY, (15, "V3"), (25, "V3"), (25, "U")),
]


@pytest.mark.parametrize(("award", "stage", "nd91", "nd98", "nd152"), LIMITS)
def test_how_long_each_stage_may_take(
    award: str,
    stage: Stage,
    nd91: tuple[int, str],
    nd98: tuple[int, str],
    nd152: tuple[int, str],
) -> None:
    limits = [rules.award(award).rule_at(stage).working_days for rules in SETS]
    said = [(limit.value, limit.strength.value) for limit in limits if limit is not None]
    assert said == [nd91, nd98, nd152]


# Awards for which no limit was found at their last stage: none is made up.
@pytest.mark.parametrize("award", ["cstd-bo", "cstdcs", "ldtt", "giay-khen"])
def test_a_limit_that_was_found_nowhere_is_left_open(award: str) -> None:
    for rules in SETS:
        assert rules.award(award).rule_at(Stage.FINAL_AUTHORITY).working_days is None
