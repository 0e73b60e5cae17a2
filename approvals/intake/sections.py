"""Rows of a list that are no nominee: headings of its sections, and what ends it."""

import re
from collections.abc import Iterable

from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.intake.cells import shown
from approvals.intake.columns import award_of, kind_of
from approvals.intake.vocabulary import FOOTERS, TOTALS
from approvals.intake.workbook import Cell
from core.vietnamese import clean
from models.enums import NomineeKind

_ENUMERATOR = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d{1,4}(?:\.\d{1,3})*)[.):]?", re.IGNORECASE)
_LEADING = re.compile(rf"^{_ENUMERATOR.pattern}[\s.\-–:)]+", re.IGNORECASE)
_COUNT = re.compile(r"\s*[:(,–-]?\s*\(?\d+\s*(?:người|tập thể|cá nhân|hộ|trường hợp)?\)?\s*:?$")
_PUNCTUATION = re.compile(r"[\W_]+")


class Sections:
    """The headings a row stands under. The sort of heading that came first is the outer one.

    "II. Cá nhân" ends every award named under "I. Tập thể", so nobody inherits a wrong one.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._open: list[NomineeKind | AwardRule] = []
        self.seen: set[type] = set()

    def enter(self, texts: Iterable[str]) -> bool:
        """Whether the texts of a row are a heading; if so, the rows below stand under it."""
        heading = self._heading([text for text in texts if not _ENUMERATOR.fullmatch(text)])
        if heading is None:
            return False
        sorts = [type(above) for above in self._open]
        if type(heading) in sorts:
            del self._open[sorts.index(type(heading)) :]
        self._open.append(heading)
        self.seen.add(type(heading))
        return True

    @property
    def kind(self) -> NomineeKind | None:
        return next((above for above in self._open if isinstance(above, NomineeKind)), None)

    @property
    def award(self) -> AwardRule | None:
        return next((above for above in self._open if isinstance(above, AwardRule)), None)

    def _heading(self, texts: list[str]) -> NomineeKind | AwardRule | None:
        if len(texts) != 1:
            return None
        for text in (texts[0], _LEADING.sub("", texts[0])):
            for words in (text, _COUNT.sub("", text)):
                found = kind_of(words) or award_of(words, self._rules)
                if found:
                    return found
        return None


def texts_of(row: Iterable[Cell]) -> list[str]:
    """What is written in a row, cell by cell."""
    return [shown(cell) for cell in row if shown(cell)]


def only_numbered(texts: Iterable[str]) -> bool:
    """A row that has its number and nothing else: lists are often numbered far ahead."""
    return all(_ENUMERATOR.fullmatch(text) for text in texts)


def ends_list(texts: list[str]) -> bool:
    """Whether the list is over: "Tổng cộng: 15", "TM. BAN CÁN SỰ ĐẢNG", "Nơi nhận".

    With diacritics, so that nobody's name is mistaken for one of these.
    """
    words = [_PUNCTUATION.sub(" ", clean(text).casefold()).strip() for text in texts]
    return any(
        word == footer.casefold() or word.startswith(f"{footer.casefold()} ")
        for word in words
        for footer in FOOTERS
    ) or bool(words and re.sub(r"[\d ]", "", words[0]) in {total.casefold() for total in TOTALS})
