"""Who gets the pages of the rules: everybody reads them, administrators change them."""

from collections.abc import Mapping

from tests.access_cast import EVERYBODY, NATIONAL, Access, page

ADMINISTRATOR = frozenset({"administrator"})

RULES: Mapping[str, Access] = {
    "GET /rules": page(EVERYBODY),
    "GET /rules/{rule_set_id}": page(EVERYBODY, at="/rules/nd98-2023"),
    "GET /rules/{rule_set_id}/editions": page(EVERYBODY, at="/rules/nd98-2023/editions"),
    "GET /rules/{rule_set_id}/built-in": page(EVERYBODY, at="/rules/nd98-2023/built-in"),
    "GET /rules/{rule_set_id}/edit": page(
        {200: ADMINISTRATOR}, otherwise=403, at="/rules/nd98-2023/edit"
    ),
    "GET /rules/{rule_set_id}/edit/value": page(
        {404: ADMINISTRATOR}, otherwise=403, at="/rules/nd98-2023/edit/value?at=title"
    ),
    "POST /rules/{rule_set_id}/edit/value": page(
        {404: ADMINISTRATOR}, otherwise=403, at="/rules/nd98-2023/edit/value", form={"at": "title"}
    ),
    "GET /rules/{rule_set_id}/edit/section": page(
        {404: ADMINISTRATOR}, otherwise=403, at="/rules/nd98-2023/edit/section?of=title"
    ),
    "POST /rules/{rule_set_id}/edit/section": page(
        {404: ADMINISTRATOR}, otherwise=403, at="/rules/nd98-2023/edit/section?of=title", form={}
    ),
    "GET /rules/{rule_set_id}/dry-run": page(
        {200: NATIONAL}, otherwise=403, at="/rules/nd98-2023/dry-run"
    ),
    "POST /rules/{rule_set_id}/dry-run": page(
        {422: ADMINISTRATOR}, otherwise=403, at="/rules/nd98-2023/dry-run", form={"which": ""}
    ),
    "GET /rules/{rule_set_id}/compare/{other_id}": page(
        EVERYBODY, at="/rules/nd98-2023/compare/nd152-2025"
    ),
}
