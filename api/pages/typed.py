"""What people typed: cleaned of what no database takes and no reader sees."""

import unicodedata
from collections.abc import Iterator

from api.refusals import TextTooLong, WhyMissing
from core.refusal import Refusal

LONGEST_REASON = 4000
_LONGEST_COUNT = 10
_LINE = {"\n", "\t"}
_INVISIBLE = {"Cc", "Cf"}


def clean_lines(text: str) -> str:
    """NFC, lines kept, without control, zero-width and direction characters."""
    one_kind = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character
        for character in one_kind
        if character in _LINE or unicodedata.category(character) not in _INVISIBLE
    ).strip()


def count_in(text: str) -> int | None:
    """The whole number that a field holds, if it is one."""
    return int(text) if text.strip().isdecimal() and len(text.strip()) < _LONGEST_COUNT else None


def faults_of_reason(reason: str) -> Iterator[Refusal]:
    """What is wrong with a reason that must be given."""
    if not reason:
        yield WhyMissing()
    if len(reason) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON)
