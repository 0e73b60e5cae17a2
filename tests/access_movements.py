"""Who gets the pages of movements and models: everybody reads; whoever runs a desk enters."""

from collections.abc import Mapping

from tests.access_cast import EVERYBODY, KEEP_ANY, NO_MAIL, SEE, SEE_THEIRS, Access, page

REGISTER = (KEEP_ANY - {"administrator"}) | {"secretariat"}
_STAGE = "/dossiers/{code}/follow-up/{stage}"
_ONE = "/movements/{movement_id:uuid}"

MOVEMENTS: Mapping[str, Access] = {
    "GET /movements": page(EVERYBODY),
    "GET /movements/new": page({200: REGISTER}, otherwise=403),
    "POST /movements/new": page({404: REGISTER}, otherwise=403, form={}),
    "GET /models": page(EVERYBODY),
    # no day is said: nothing is planned and nothing done
    f"POST {_STAGE}": page(
        {422: SEE}, theirs={422: SEE_THEIRS}, at="/dossiers/{code}/follow-up/found", form={}
    ),
    f"POST {_STAGE}/done": page(
        {422: SEE}, theirs={422: SEE_THEIRS}, at="/dossiers/{code}/follow-up/found/done", form={}
    ),
    f"GET {_ONE}": page({}, at=f"/movements/{NO_MAIL}"),
    f"POST {_ONE}/summaries": page({}, at=f"/movements/{NO_MAIL}/summaries", form={}),
    f"GET {_ONE}/change": page({}, at=f"/movements/{NO_MAIL}/change"),
    f"POST {_ONE}/change": page({}, at=f"/movements/{NO_MAIL}/change", form={}),
}
