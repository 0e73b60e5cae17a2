"""What the vote of a bloc tells of the Government's flag, and what of conditions may ever stop."""

from dataclasses import replace

import pytest

from approvals.domain.categories import Severity
from approvals.domain.guards.nominated import Condition
from approvals.domain.guards.prerequisites import prerequisites
from approvals.domain.rule_set import RuleSet
from approvals.domain.sourced import Sourced, Strength
from models.enums import NomineeKind
from tests.approvals.domain.guards.builders import ND98, ND152, given, nominated

TEAM = NomineeKind.COLLECTIVE


# Whether the bloc voted it its leader: Luật 06/2022/QH15, Điều 25 (lawnet 22767). A movement that
# the Prime Minister launched is another way to the flag.
@pytest.mark.parametrize(
    ("leads", "said"),
    [
        (True, [("to_check", (Condition.BESIDES,))]),
        (None, [("to_check", (Condition.BLOC_LEADER, Condition.BESIDES))]),
        (False, [("not_bloc_leader", None), ("to_check", (Condition.MOVEMENT, Condition.BESIDES))]),
    ],
)
@pytest.mark.parametrize("rules", [ND98, ND152], ids=["nd98-2023", "nd152-2025"])
def test_who_leads_the_bloc_is_known_from_its_vote(
    rules: RuleSet,
    leads: bool | None,  # noqa: FBT001
    said: list[tuple[str, object]],
) -> None:
    flag = nominated(rules, "co-cp", kind=TEAM, year=2025, leads_bloc=leads)
    found = prerequisites(rules, flag)
    assert [(one.code, one.facts.get("conditions")) for one in found] == said
    assert not any(one.stops for one in found)


def test_where_no_other_way_is_left_whoever_does_not_lead_may_be_stopped() -> None:
    stopping = replace(ND152, guards=replace(ND152.guards, prerequisites=_stop()))
    flag = stopping.awards["co-cp"]
    by_bloc = replace(flag, prerequisites=flag.prerequisites[:1])
    only = nominated(stopping, "co-cp", kind=TEAM, leads_bloc=False)
    (found,) = prerequisites(stopping, replace(only, award=by_bloc))
    assert (found.code, found.stops) == ("not_bloc_leader", True)
    assert found.sentence == (
        "In 2026 the members of its bloc did not vote it their leader for"
        " Emulation Flag of the Government."
    )
    assert not any(one.stops for one in prerequisites(stopping, only))  # a movement may be the way


def test_what_people_must_check_never_stops() -> None:
    stopping = replace(ND152, guards=replace(ND152.guards, prerequisites=_stop()))
    record = given("cstd-bo", 2024, 2025)
    (found,) = prerequisites(stopping, nominated(stopping, "cstdtq", *record))
    assert (found.code, found.stops) == ("to_check", False)


def _stop() -> Sourced[Severity]:
    return Sourced(value=Severity.STOP, basis="a test", strength=Strength.V1)
