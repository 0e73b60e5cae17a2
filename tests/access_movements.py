"""Who gets the pages of movements: everybody reads; whoever runs a desk enters."""

from collections.abc import Mapping

from tests.access_cast import EVERYBODY, KEEP_ANY, NO_MAIL, Access, page

REGISTER = (KEEP_ANY - {"administrator"}) | {"secretariat"}
_ONE = "/movements/{movement_id:uuid}"

MOVEMENTS: Mapping[str, Access] = {
    "GET /movements": page(EVERYBODY),
    "GET /movements/new": page({200: REGISTER}, otherwise=403),
    "POST /movements/new": page({404: REGISTER}, otherwise=403, form={}),
    f"GET {_ONE}": page({}, at=f"/movements/{NO_MAIL}"),
    f"POST {_ONE}/summaries": page({}, at=f"/movements/{NO_MAIL}/summaries", form={}),
    f"GET {_ONE}/change": page({}, at=f"/movements/{NO_MAIL}/change"),
    f"POST {_ONE}/change": page({}, at=f"/movements/{NO_MAIL}/change", form={}),
}
