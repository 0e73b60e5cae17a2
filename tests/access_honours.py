"""Who gets the pages about the roll of honour."""

from collections.abc import Mapping

from tests.access_cast import SEE_ENDED, SEE_THEIRS, Access, page, public

KEEPERS = frozenset({"secretariat", "administrator"})
NOWHERE = "/honours/HS-1999-000001"

HONOURS: Mapping[str, Access] = {
    "GET /honours": public(),
    "GET /honours/{code}": public(404, at=NOWHERE),
    "GET /dossiers/{code}/honour": page(
        {200: KEEPERS, 403: SEE_ENDED},
        theirs={200: KEEPERS, 403: SEE_THEIRS},
        at="/dossiers/{ended}/honour",
    ),
    "POST /dossiers/{code}/honour": page(
        {422: KEEPERS, 403: SEE_ENDED},
        theirs={422: KEEPERS, 403: SEE_THEIRS},
        at="/dossiers/{ended}/honour",
        form={"ground": " "},
    ),
}
