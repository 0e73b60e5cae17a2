"""Who gets the pages of the rules: everybody who is signed in."""

from collections.abc import Mapping

from tests.access_cast import EVERYBODY, Access, page

RULES: Mapping[str, Access] = {
    "GET /rules": page(EVERYBODY),
    "GET /rules/{rule_set_id}": page(EVERYBODY, at="/rules/nd98-2023"),
    "GET /rules/{rule_set_id}/compare/{other_id}": page(
        EVERYBODY, at="/rules/nd98-2023/compare/nd152-2025"
    ),
}
