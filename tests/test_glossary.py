"""Every table, and every word of every closed list, stands in the glossary."""

import inspect
import re
from enum import StrEnum
from pathlib import Path

import pytest

from models import document_kinds, enums
from models.tables import METADATA

GLOSSARY = (Path(__file__).resolve().parents[1] / "docs/glossary.md").read_text()
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", GLOSSARY, re.MULTILINE)
WORDS = {word for row in ROWS for word in row[0].split(", ")}
LISTS = [
    kind
    for words in (enums, document_kinds)
    for _, kind in inspect.getmembers(words, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_a_table_is_named_by_a_word_of_the_glossary(table: str) -> None:
    assert table.replace("_", " ") in WORDS


@pytest.mark.parametrize("words", LISTS)
def test_a_closed_list_uses_words_of_the_glossary(words: type[StrEnum]) -> None:
    parts = {part.replace("_", " ") for word in words for part in word.value.split(".")}
    assert parts <= WORDS
