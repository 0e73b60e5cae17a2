"""Parts of pages that were made for somebody, kept for a moment for whoever asks for the same."""

from collections.abc import Callable, Hashable
from threading import Condition

from cachetools import TTLCache, cachedmethod
from markupsafe import Markup

_KEPT = 200
_SECONDS = 10.0  # a name that is corrected, or days that are counted, change no dossier


class Shared:
    """Of one process. Whoever asks for what is being made waits for it."""

    def __init__(self) -> None:
        self._texts: TTLCache[Hashable, Markup] = TTLCache(_KEPT, _SECONDS)
        self._making = Condition()

    @cachedmethod(
        lambda self: self._texts,
        key=lambda _self, depends_on, _make: depends_on,
        condition=lambda self: self._making,
    )
    def text(self, depends_on: Hashable, make: Callable[[], Markup]) -> Markup:  # noqa: ARG002 -- the key
        """What `make` makes, once for all who name the same that it depends on."""
        return make()
