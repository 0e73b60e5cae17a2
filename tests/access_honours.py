"""Who gets the pages about the roll of honour, and about dossiers settled at own authority."""

from collections.abc import Mapping

from tests.access_cast import SEE, SEE_ENDED, SEE_THEIRS, Access, api, page, public

SETTLE = frozenset({"board_head"})  # the head where our dossier lies; theirs has none
SETTLED = {"award": "bk-bo", "reason": "Đúng thẩm quyền"}
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
    "GET /dossiers/{code}/settlement": page({409: SETTLE, 403: SEE}, theirs={403: SEE_THEIRS}),
    "POST /dossiers/{code}/settlement": page(
        {409: SETTLE, 403: SEE}, theirs={403: SEE_THEIRS}, form=SETTLED
    ),
    "POST /api/v1/dossiers/{code}/settlement": api(
        {409: SETTLE, 403: SEE}, theirs={403: SEE_THEIRS}, json=SETTLED
    ),
}
