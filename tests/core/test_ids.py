"""Identifiers."""

from core.ids import uuid7


def test_identifiers_made_later_sort_later_even_within_a_millisecond() -> None:
    made = [uuid7() for _ in range(1000)]
    assert [one.version for one in made] == [7] * 1000
    assert len(set(made)) == 1000
    assert sorted(one.int >> 64 for one in made) == [one.int >> 64 for one in made]
