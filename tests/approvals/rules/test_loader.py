"""The built-in rules load; whatever is wrong with a file is named by its place in the file."""

import copy
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from approvals.domain.categories import Severity
from approvals.domain.refusals.filing import AwardUnknown, RuleSetInvalid
from approvals.rules import loader

ND91, ND98, ND152 = loader.built_in()
Content = dict[str, Any]


def unit(content: Content) -> Content:
    stage: Content = content["awards"]["bk-ttg"]["route"][0]
    return stage


def own_body(content: Content) -> Content:
    value: Content = content["defaults"]["own_body"]
    return value


def prerequisite(content: Content) -> Content:
    value: Content = content["awards"]["hcld-3"]["prerequisites"][0]["value"]
    return value


WRONG: dict[str, Callable[[Content], object]] = {
    "title: Field required": lambda file: file.pop("title"),
    "colour: Unexpected": lambda file: file.update(colour="red"),
    "valid_from: Input should be a valid date": lambda file: file.update(valid_from="soon"),
    "the top: `valid_to` is before": lambda file: file.update(valid_to="2023-12-31"),
    "awards: Field required": lambda file: file.pop("awards"),
    "awards: Input should be an object": lambda file: file.update(awards=[]),
    "the top: a rule set has awards": lambda file: file.update(awards={}),
    "awards.co-cp: Input should be an object": lambda file: file["awards"].update({"co-cp": 3}),
    "awards.co-cp.name_en: Field required": lambda file: file["awards"]["co-cp"].pop("name_en"),
    "awards.co-cp.route: Field required": lambda file: file["awards"]["co-cp"].pop("route"),
    "awards.co-cp: an award has a route": lambda file: file["awards"]["co-cp"].update(route=[]),
    "awards.co-cp.route: Input should be a valid": lambda file: file["awards"]["co-cp"].update(
        route="all"
    ),
    "awards.co-cp: a route ends at final_authority": lambda file: file["awards"]["co-cp"][
        "route"
    ].pop(),
    "awards.co-cp.recipients[0]: Input": lambda file: file["awards"]["co-cp"].update(
        recipients=["team"]
    ),
    "awards.bk-ttg.route[0]: Input": lambda file: file["awards"]["bk-ttg"].update(route=["unit"]),
    "awards.bk-ttg.route[0].at: Field required": lambda file: unit(file).pop("at"),
    "awards.bk-ttg.route[0].stage: Input": lambda file: unit(file).update(stage="district"),
    "awards.bk-ttg.route[0].quorum: Unexpected": lambda file: unit(file).update(quorum=5),
    "awards.bk-ttg.route[0]: `ballot` goes with": lambda file: unit(file).pop("ballot"),
    "awards.bk-ttg.route[0].ballot.pass_percent: Field": lambda file: unit(file)["ballot"].pop(
        "pass_percent"
    ),
    "awards.bk-ttg.route[0].ballot: 101 is not": lambda file: unit(file)["ballot"][
        "pass_percent"
    ].update(value=101),
    "awards.bk-ttg.route[0].ballot.secret.value: Input": lambda file: unit(file)["ballot"][
        "secret"
    ].update(value="yes"),
    "awards.bk-ttg.route[0].working_days.strength: Input": lambda file: unit(file)[
        "working_days"
    ].update(strength="V9"),
    "awards.bk-ttg.route[0].working_days.value: Input": lambda file: unit(file)[
        "working_days"
    ].update(value=15.5),
    "awards.bk-ttg.route[0].own_body: Field required": lambda file: file["defaults"].pop(
        "own_body"
    ),
    "routes.state[0].at: Field required": lambda file: file["routes"]["state"][0].pop("at"),
    "routes.state[1]: a limit": lambda file: file["routes"]["state"][1]["working_days"].update(
        value=0
    ),
    "awards.hcld-1.route: Input should be a valid": lambda file: file["awards"]["hcld-1"].update(
        route="nowhere"
    ),
    "awards.hcld-3.prerequisites[0].value: `excellent_years`": lambda file: prerequisite(
        file
    ).update(excellent_years=6),
    "awards.hcld-3.prerequisites[0].value.won[0][0].times": lambda file: prerequisite(file)["won"][
        0
    ][0].update(times="three"),
    "the top: it names the award hc-0": lambda file: prerequisite(file).update(held="hc-0"),
    "windows[0].value: 13-01 is no day": lambda file: file.update(
        windows=[{"value": {"closes": "13-01"}, "basis": "a test", "strength": "V1"}]
    ),
    "ratios[0].value: say `among`": lambda file: file.update(
        ratios=[
            {
                "value": {"award": "co-cp", "max_percent": 20},
                "basis": "a test",
                "strength": "V1",
            }
        ]
    ),
    "principles.colour: Unexpected": lambda file: file["principles"].update(colour="red"),
    "defaults.own_body.strength: Field required": lambda file: own_body(file).pop("strength"),
    "defaults.own_body: a value needs its basis": lambda file: own_body(file).update(basis=""),
    "defaults.own_body: a value of strength U needs": lambda file: own_body(file).update(note=""),
    "defaults.colour: Unexpected": lambda file: file["defaults"].update(colour="red"),
    "defaults.ballot.full_count.value: Input": lambda file: file["defaults"]["ballot"][
        "full_count"
    ].update(value=1),
}


def test_the_built_in_rules_and_what_they_cover() -> None:
    periods = [(rules.id, rules.valid_from, rules.valid_to) for rules, _, _ in (ND91, ND98, ND152)]
    assert periods == [
        ("nd91-2017", date(2017, 10, 1), date(2023, 12, 31)),
        ("nd98-2023", date(2024, 1, 1), date(2025, 6, 30)),
        ("nd152-2025", date(2025, 7, 1), None),
    ]
    for rules, _, digest in (ND91, ND98, ND152):
        asked_for_today = ["hcld-3", "ahld"] if rules is ND152.rules else []
        assert list(rules.offered) == ["bk-ttg", "cstdtq", "co-cp", "bk-bo", *asked_for_today]
        assert len(digest) == 64


def test_only_awards_on_offer_can_be_asked_for() -> None:
    assert ND98.rules.offer("bk-ttg").code == "bk-ttg"
    assert ND98.rules.award("hcld-3").offered is False
    with pytest.raises(AwardUnknown):
        ND98.rules.offer("hcld-3")


def test_what_is_kept_of_a_file_gives_the_same_rules_again() -> None:
    assert loader.parse(ND98.content) == ND98.rules


@pytest.mark.parametrize("place_and_problem", WRONG)
def test_a_wrong_file_is_refused_by_the_place_in_it(place_and_problem: str) -> None:
    content = copy.deepcopy(ND98.content)
    WRONG[place_and_problem](content)
    with pytest.raises(RuleSetInvalid) as refused:
        loader.parse(content, file="nd98-2023.toml")
    start = f"The rule set file nd98-2023.toml is wrong at {place_and_problem}"
    assert refused.value.sentence[: len(start)] == start


@pytest.mark.parametrize("part", ["id", "awards", "defaults"])
@pytest.mark.parametrize("nonsense", [3, [], [3], {}, {"ballot": 3}, None])
def test_nonsense_in_a_part_of_a_file_is_refused(part: str, nonsense: object) -> None:
    with pytest.raises(RuleSetInvalid):
        loader.parse({**ND98.content, part: nonsense})


def test_awards_that_are_no_table_are_refused_in_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_text('id = "odd"\nawards = []\n', encoding="utf-8")
    with pytest.raises(RuleSetInvalid):
        loader.load_file(file)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"id = \n", "line 1, column 6: Invalid value"),
        (b'id = "nd98"\nid = "nd99"\n', "line 2, column 12: Cannot overwrite a value"),
        (b'id = "\xff"', "byte 7: not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_toml_is_refused_by_line(
    tmp_path: Path, written: bytes, said: str
) -> None:
    file = tmp_path / "broken.toml"
    file.write_bytes(written)
    with pytest.raises(RuleSetInvalid) as refused:
        loader.load_file(file)
    assert refused.value.sentence == f"The rule set file broken.toml is wrong at {said}"


@pytest.mark.parametrize("loaded", loader.built_in(), ids=lambda loaded: loaded.rules.id)
def test_every_built_in_set_says_how_severe_each_guard_is(loaded: loader.LoadedRuleSet) -> None:
    guards = loaded.rules.guards
    said = {one.name: getattr(guards, one.name) for one in fields(guards)}
    assert all(said.values())
    stopping = [name for name, one in said.items() if one.value is Severity.STOP]
    assert stopping == (["duplicates"] if loaded.rules.valid_to is None else [])
