"""Awards and rules through the API."""

from tests.api.routes.conftest import ActAs


def test_awards_say_for_whom_they_are_and_which_way_they_go(act_as: ActAs) -> None:
    awards = {award["code"]: award for award in act_as("alice").get("awards").json()}
    assert set(awards) == {"bk-ttg", "cstdtq", "co-cp", "bk-bo", "hcld-3", "ahld"}
    assert awards["bk-ttg"]["routes"]["individual"] == ["unit", "central_board", "final_authority"]
    assert awards["bk-ttg"]["routes"]["collective"] == [
        "unit",
        "bloc",
        "central_board",
        "final_authority",
    ]
    assert awards["co-cp"]["recipients"] == ["collective"]
    assert awards["bk-ttg"]["rule_set"] == "nd152-2025"


def test_the_rules_in_force_carry_their_basis(act_as: ActAs) -> None:
    rules = act_as("alice").get("rule-sets/in-force").json()
    assert rules["id"] == "nd152-2025"
    assert rules == act_as("dan").get("rule-sets/nd152-2025").json()
    ballot = rules["awards"]["cstdtq"]["route"][0]["ballot"]
    assert ballot["pass_percent"]["value"] == 90
    assert ballot["pass_percent"]["basis"]


def test_rules_that_are_not_there_are_not_found(act_as: ActAs) -> None:
    refused = act_as("alice").get("rule-sets/nd1-1900")
    assert (refused.status_code, refused.json()["code"]) == (404, "rule_set_not_found")
    refused = act_as("alice").get("rule-sets/in-force", on="1900-01-01")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_rule_set_in_force")
