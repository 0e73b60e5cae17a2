"""Which column a header means, and which award, kind or mark a cell means."""

import re
from collections.abc import Iterable, Mapping

from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.intake.vocabulary import (
    AWARD_ALSO,
    AWARD_FILLERS,
    AWARD_KINDS,
    AWARD_SHORT_FORMS,
    HEADINGS,
    KINDS,
    MEN,
    NO,
    WOMEN,
    YES,
    Column,
)
from core.vietnamese import search_key
from models.commendation import AwardKind
from models.enums import NomineeKind

_ASIDE = re.compile(r"\([^()]*\)")
_NOT_A_WORD = re.compile(r"[\W_]+")


def words_of(text: str) -> str:
    """Lower case, without diacritics and punctuation: "Họ và tên:" is "ho va ten"."""
    return _NOT_A_WORD.sub(" ", search_key(text)).strip()


def heading_key(text: str) -> str:
    """A header's words without what stands in brackets, unless nothing else does."""
    return words_of(_ASIDE.sub(" ", text)) or words_of(text)


def _by_key(words: Mapping[Column, Iterable[str]]) -> dict[str, Column]:
    return {heading_key(word): column for column, known in words.items() for word in known}


_COLUMNS = _by_key(HEADINGS)
_LONG_KEYS = sorted((key for key in _COLUMNS if " " in key), key=len, reverse=True)
_KINDS = {words_of(word): kind for kind, known in KINDS.items() for word in known}
_AWARD_KINDS = {words_of(word): kind for kind, known in AWARD_KINDS.items() for word in known}
_YES = {search_key(word) for word in YES}
_NO = {search_key(word) for word in NO}
_WOMEN = {search_key(word) for word in WOMEN}
_MEN = {search_key(word) for word in MEN}
_LONG_FORMS = {words_of(short): words_of(long) for short, long in AWARD_SHORT_FORMS.items()}
_FILLERS = {words_of(word) for word in AWARD_FILLERS}


def column_of(header: str) -> Column | None:
    """What a header means: known words, or known words followed by more of them.

    "Danh hiệu thi đua đề nghị năm 2024" is an award; a single word must be the whole header.
    """
    first_line = header.strip().partition("\n")[0]
    for key in (heading_key(header), heading_key(first_line)):
        if key in _COLUMNS:
            return _COLUMNS[key]
    key = heading_key(header)
    start = next((known for known in _LONG_KEYS if key.startswith(f"{known} ")), None)
    return _COLUMNS[start] if start else None


def kind_of(text: str) -> NomineeKind | None:
    """The kind of nominee a cell or a section's heading names."""
    return _KINDS.get(words_of(text))


def award_kind_of(text: str) -> AwardKind | None:
    """What an award is given for: "Khen đột xuất" is "Đột xuất"."""
    words = words_of(text)
    return _AWARD_KINDS.get(words) or _AWARD_KINDS.get(words.removeprefix("khen "))


def mark_of(text: str) -> bool | None:
    """Whether a cell is ticked; None when that cannot be told."""
    mark = search_key(text)
    return True if mark in _YES else False if mark in _NO else None


def woman_of(text: str) -> bool | None:
    """True for a woman, False for a man, None when that cannot be told."""
    word = search_key(text)
    return True if word in _WOMEN else False if word in _MEN else None


def award_of(text: str, rules: RuleSet) -> AwardRule | None:
    """The award a cell names by its code, its name, or what lists call it for short."""
    code, key = text.strip().casefold(), _award_key(text)
    for award in rules.offered.values():
        names = (award.name, award.name_en, *AWARD_ALSO.get(award.code, ()))
        if code == award.code.casefold() or any(_is_called(key, name) for name in names):
            return award
    return None


def _is_called(key: str, name: str) -> bool:
    known = _award_key(name)
    return key == known or (name.endswith("…") and key.startswith(f"{known} "))


def _award_key(text: str) -> str:
    """What a name comes to: "BK TTg" and "Bằng khen của Thủ tướng Chính phủ" are one."""
    key = f" {words_of(text)} "
    for short, long in _LONG_FORMS.items():
        key = key.replace(f" {short} ", f" {long} ")
    return " ".join(word for word in key.split() if word not in _FILLERS)
