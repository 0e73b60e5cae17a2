"""What was made for somebody, kept for a moment for whoever asks for the same."""

from collections.abc import Callable, Hashable
from threading import Condition
from typing import Any, TypeVar

from cachetools import TTLCache, cachedmethod

_KEPT = 200
_SECONDS = 10.0  # a name that is corrected, or days that are counted, change no dossier

T = TypeVar("T")


class Shared:
    """Of one process. Whoever asks for what is being made waits for it."""

    def __init__(self) -> None:
        self._made: TTLCache[Hashable, Any] = TTLCache(_KEPT, _SECONDS)
        self._making = Condition()

    @cachedmethod(
        lambda self: self._made,
        key=lambda _self, depends_on, _make: depends_on,
        condition=lambda self: self._making,
    )
    def get(self, depends_on: Hashable, make: Callable[[], T]) -> T:  # noqa: ARG002 -- the key
        """What `make` makes, once for all who name the same that it depends on. Never changed."""
        return make()
