"""The main navigation: what this viewer may open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from approvals.domain.wording import N_
from approvals.queries.stuck import DESK
from approvals.queries.visibility import Viewer
from models.enums import Office

_FILERS = (Office.SECRETARY, Office.HEAD, Office.SECRETARIAT, Office.AUDITOR, Office.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the navigation, and whether it is the one being shown."""

    url: str
    words: str
    current: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """What is opened every day is in sight; the rest is one click away, also on a phone."""

    daily: Sequence[Place]
    further: Sequence[Place]

    @property
    def current_further(self) -> Place | None:
        return next((place for place in self.further if place.current), None)


_Offered = tuple[tuple[str, str, tuple[Office, ...]], ...]
_DAILY: _Offered = (
    ("/inbox", N_("Waiting for you"), ()),
    ("/dockets", N_("Dockets"), ()),
    ("/stuck", N_("What is stuck"), tuple(DESK)),
    ("/audit", N_("Audit"), (Office.AUDITOR,)),
    ("/dossiers", N_("Dossiers"), ()),
    ("/submissions", N_("Submissions"), _FILERS),
)
_FURTHER: _Offered = (
    ("/blocs", N_("Blocs"), ()),
    ("/movements", N_("Movements"), ()),
    ("/figures", N_("Figures"), ()),
    ("/honours", N_("Roll of honour"), ()),
    ("/cover", N_("Absence"), ()),
    ("/rules", N_("Rules"), ()),
    ("/admin/requests", N_("Personal data"), (Office.SECRETARIAT, Office.ADMINISTRATOR)),
)


def navigation(
    viewer: Viewer | None, path: str, translate: Callable[[str], str]
) -> Navigation | None:
    """What to offer; nothing to somebody who is not signed in."""
    if viewer is None:
        return None

    def places(offered: _Offered) -> list[Place]:
        return [
            Place(url, translate(words), current=path == url or path.startswith(f"{url}/"))
            for url, words, offices in offered
            if not offices or viewer.holds(*offices)
        ]

    return Navigation(places(_DAILY), places(_FURTHER))
