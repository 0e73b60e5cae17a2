"""Who gets the pages about absence, and who may send their forms."""

from collections.abc import Mapping

from tests.access_cast import CAST, EVERYBODY, NO_MAIL, Access, page

ABSENCE: Mapping[str, Access] = {
    "GET /cover": page(EVERYBODY),
    "GET /cover/new": page(EVERYBODY),
    "POST /cover/new": page({422: CAST}, form={}),
    "POST /cover/absences/{absence_id:uuid}/end": page(
        {}, at=f"/cover/absences/{NO_MAIL}/end", form={}
    ),
    "POST /cover/{cover_id:uuid}/end": page({}, at=f"/cover/{NO_MAIL}/end", form={}),
}
