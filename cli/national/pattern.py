"""Text with gaps: what was written of a rehearsed dossier, ready to be written of another one.

What differs between dossiers that lived the same story are ids, days, moments, hashes, names and
numbers. Each has a slot, the same wherever it stands: in a table's row, or in an event's canonical
JSON, which stays canonical, since no value that is put in needs escaping there.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

_ID = rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MOMENT = rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d"
_DAY = rb"\d{4}-\d\d-\d\d"
_HASH = rb"[0-9a-f]{64}"
_FOUND = rb"|".join((_ID, _MOMENT, _DAY, _HASH))


@dataclass(frozen=True, slots=True)
class Pattern:
    """`pieces` stand around the values of `slots`: there is one more of them."""

    pieces: tuple[bytes, ...]
    slots: tuple[int, ...]

    def with_values(self, values: Sequence[bytes]) -> bytes:
        """The text with its gaps filled."""
        first, *rest = self.pieces
        if len(self.slots) < 2:  # noqa: PLR2004 -- of one, `itemgetter` gives no tuple
            filled = [values[slot] for slot in self.slots]
        else:
            filled = itemgetter(*self.slots)(values)
        return first + b"".join(chain.from_iterable(zip(filled, rest, strict=True)))


class Cutter:
    """Cuts texts into patterns that share their slots.

    `words` and what matches `further` are looked at besides ids, moments, days and hashes;
    `stands_for` says what a word stands for, or None where it is the same for all.
    """

    def __init__(
        self,
        words: Sequence[bytes],
        further: re.Pattern[bytes],
        stands_for: Callable[[bytes], Hashable | None],
    ) -> None:
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        self._gaps = re.compile(b"|".join((*longest_first, further.pattern, _FOUND)))
        self._stands_for = stands_for
        self.slots: dict[Hashable, int] = {}

    def cut(self, text: bytes) -> Pattern:
        pieces, slots, end = [b""], [], 0
        for found in self._gaps.finditer(text):
            key = self._stands_for(found[0])
            if key is not None:
                pieces[-1] += text[end : found.start()]
                pieces.append(b"")
                slots.append(self.slots.setdefault(key, len(self.slots)))
                end = found.end()
        pieces[-1] += text[end:]
        return Pattern(tuple(pieces), tuple(slots))
