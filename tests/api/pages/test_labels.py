"""Every word of the closed lists has its label, in both languages."""

from enum import StrEnum

import pytest

from api.pages.labels import LABELS
from api.pages.looks import LOOKS, look
from api.pages.rendering import formats

WORDS = [word for kind in LABELS for word in kind]


@pytest.mark.parametrize("kind", list(LABELS))
def test_a_list_is_labelled_whole(kind: type[StrEnum]) -> None:
    assert set(LABELS[kind]) == set(kind)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{type(word).__name__}.{word}")
def test_a_label_is_vietnamese_in_vietnamese(word: StrEnum) -> None:
    assert formats("vi").label(word) != formats("en").label(word)


def test_a_state_looks_like_itself_and_not_like_a_namesake() -> None:
    assert all(set(looks) <= set(kind) for kind, looks in LOOKS.items())
    assert {look(word).tone for word in WORDS} <= {"go", "wait", "back", "stop", "award", "quiet"}
