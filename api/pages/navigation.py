"""The main navigation: what this viewer may open."""

from collections.abc import Callable
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


_PLACES: tuple[tuple[str, str, tuple[Office, ...]], ...] = (
    ("/inbox", N_("Waiting for you"), ()),
    ("/dockets", N_("Dockets"), ()),
    ("/stuck", N_("What is stuck"), tuple(DESK)),
    ("/audit", N_("Audit"), (Office.AUDITOR,)),
    ("/dossiers", N_("Dossiers"), ()),
    ("/submissions", N_("Submissions"), _FILERS),
    ("/blocs", N_("Blocs"), ()),
    ("/figures", N_("Figures"), ()),
    ("/cover", N_("Absence"), ()),
    ("/rules", N_("Rules"), ()),
    ("/admin/requests", N_("Personal data"), (Office.SECRETARIAT, Office.ADMINISTRATOR)),
)


def places(viewer: Viewer | None, path: str, translate: Callable[[str], str]) -> list[Place]:
    """What to offer; nothing to somebody who is not signed in."""
    if viewer is None:
        return []
    return [
        Place(url, translate(words), current=path == url or path.startswith(f"{url}/"))
        for url, words, offices in _PLACES
        if not offices or viewer.holds(*offices)
    ]
