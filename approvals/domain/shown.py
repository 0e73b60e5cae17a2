"""What a reviewer was shown: what you saw is what you decided.

`Shown` travels with the page as text, a short hash for each part; the decision records the
SHA-256 of that text, and a dossier that changed meanwhile can say which parts did. Other
members' votes are no part of it, so that a council can vote at the same time.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

_LENGTH = 16  # hex digits a part: enough to tell two contents of one dossier apart


class Part(StrEnum):
    """What is judged."""

    NOMINEE = "nominee"
    POSITION = "position"
    AWARD = "award"
    RULES = "rules"
    ACHIEVEMENTS = "achievements"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts of a dossier that are judged, each as a short hash."""

    parts: Mapping[Part, str]

    @classmethod
    def of(cls, contents: Mapping[Part, str]) -> Self:
        """`contents` are texts; of the files, their SHA-256, each on a line."""
        return cls({part: _short(contents[part]) for part in Part})

    @property
    def text(self) -> str:
        """As it travels with the page: `nominee=…;position=…`."""
        return ";".join(f"{part}={self.parts[part]}" for part in Part)

    @property
    def digest(self) -> str:
        """SHA-256 in hex, as the history keeps it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def changed_since(self, text: str) -> tuple[Part, ...]:
        """The parts that differ from those of another moment; all, where that text is not ours."""
        before = dict(part.partition("=")[::2] for part in text.split(";"))
        return tuple(part for part in Part if self.parts[part] != before.get(part))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def rules_shown(rule_set_id: str, edition: int) -> str:
    """The rules as a part of what is judged; the first edition goes by the set's id alone."""
    return rule_set_id if edition == 1 else f"{rule_set_id}#{edition}"
