"""What a reviewer was shown: what you saw is what you decided.

`Shown` travels with the page as text, a short hash for each part; the decision records the
SHA-256 of that text, and a dossier that changed meanwhile can say which parts did. Other
members' votes are no part of it, so that a council can vote at the same time.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

_LENGTH = 16  # hex digits a part: enough to tell two contents of one dossier apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The parts of a dossier that are judged, each as a short hash."""

    nominee: str
    position: str
    award: str
    rules: str
    achievements: str
    files: str

    @classmethod
    def of(  # noqa: PLR0913 -- the parts
        cls,
        *,
        nominee: str,
        position: str,
        award: str,
        rules: str,
        achievements: str,
        files: Iterable[str],
    ) -> Self:
        """`files` are the evidence files' SHA-256; `rules` the rule set's id."""
        return cls(
            nominee=_short(nominee),
            position=_short(position),
            award=_short(award),
            rules=_short(rules),
            achievements=_short(achievements),
            files=_short("\n".join(sorted(files))),
        )

    @property
    def text(self) -> str:
        """As it travels with the page: `nominee=…;position=…`."""
        return ";".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))

    @property
    def digest(self) -> str:
        """SHA-256 in hex, as the history keeps it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def changed_since(self, text: str) -> tuple[str, ...]:
        """The parts that differ from those of another moment; all, where that text is not ours."""
        before = dict(part.partition("=")[::2] for part in text.split(";"))
        return tuple(
            field.name
            for field in fields(self)
            if getattr(self, field.name) != before.get(field.name)
        )


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
