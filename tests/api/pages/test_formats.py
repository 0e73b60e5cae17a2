"""Days, sizes and counts as people read them."""

from datetime import UTC, date, datetime

import pytest

from api.pages.rendering import formats
from models.enums import Choice, NomineeKind

TODAY = date(2024, 11, 26)  # a Tuesday


@pytest.mark.parametrize(
    ("due_on", "vi", "en"),
    [
        (date(2024, 11, 29), "còn 3 ngày làm việc", "3 working days left"),
        (date(2024, 11, 27), "còn 1 ngày làm việc", "1 working day left"),
        (date(2024, 11, 26), "hạn hôm nay", "due today"),
        (date(2024, 11, 25), "quá hạn 1 ngày làm việc", "1 working day overdue"),
        (date(2024, 11, 21), "quá hạn 3 ngày làm việc", "3 working days overdue"),
    ],
)
def test_how_many_working_days_are_left(due_on: date, vi: str, en: str) -> None:
    assert formats("vi").working_days_left(due_on, TODAY) == vi
    assert formats("en").working_days_left(due_on, TODAY) == en


def test_a_weekend_after_the_due_day_is_overdue_by_no_working_day() -> None:
    friday, saturday = date(2024, 11, 22), date(2024, 11, 23)
    assert formats("vi").working_days_left(friday, saturday) == "đã quá hạn"


def test_days_carry_their_weekday() -> None:
    assert formats("vi").long_date(TODAY) == "Thứ Ba, 26/11/2024"
    assert formats("en").long_date(TODAY) == "Tuesday, 26/11/2024"


def test_moments_are_on_the_clock_of_the_offices() -> None:
    at = datetime(2024, 11, 26, 18, 5, tzinfo=UTC)
    assert formats("vi").moment(at) == "01:05, 27/11/2024"


@pytest.mark.parametrize(
    ("size", "vi", "en"),
    [(1, "1 kB", "1 kB"), (117_000, "114 kB", "114 kB"), (2_345_678, "2,2 MB", "2.2 MB")],
)
def test_sizes(size: int, vi: str, en: str) -> None:
    assert formats("vi").file_size(size) == vi
    assert formats("en").file_size(size) == en


def test_facts_of_a_refusal_are_written_for_the_reader() -> None:
    written = formats("vi")
    assert written.fact(Choice.RETURN) == "Trả lại để bổ sung"
    assert written.fact((NomineeKind.INDIVIDUAL, NomineeKind.COLLECTIVE)) == "Cá nhân, Tập thể"
    assert written.fact(date(2024, 11, 26)) == "26/11/2024"
    assert written.fact(2026) == "2026"
