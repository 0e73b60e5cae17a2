"""docs/reference/rules.md tells all of what a file may say, and all that is not verified."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from approvals.domain.rule_set import AwardRule, BallotRule, RuleSet, Sourced, StageRule, Strength
from approvals.rules import loader

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = (ROOT / "docs/reference/rules.md").read_text()
(ND98,) = loader.built_in()
LEFT_OUT_OF_PLACES = {"awards", "route"}


def values(part: object, place: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, object]]]:
    """Every sourced value of a file: `bk-ttg.unit.working_days`, and what it says."""
    if isinstance(part, list):
        for item in part:
            if isinstance(item, dict):
                yield from values(item, (*place, item["stage"]))
    elif isinstance(part, dict) and "strength" in part:
        yield ".".join(step for step in place if step not in LEFT_OUT_OF_PLACES), part
    elif isinstance(part, dict):
        for key, inside in part.items():
            yield from values(inside, (*place, key))


def test_every_value_has_a_basis_and_a_strength() -> None:
    found = list(values(ND98.content))
    assert len(found) > 30
    for place, value in found:
        assert value["basis"], place
        assert Strength(str(value["strength"])), place


def test_the_list_of_unverified_values_is_that_of_the_file() -> None:
    listed = re.findall(
        r"^\| `([\w.-]+)` \| `(.+?)` \| ([WU]) \| \S.* \|$", REFERENCE, re.MULTILINE
    )
    unverified = [
        (place, json.dumps(value["value"], ensure_ascii=False), value["strength"])
        for place, value in values(ND98.content)
        if not Strength(str(value["strength"])).verified
    ]
    assert listed == unverified


@pytest.mark.parametrize("shape", [Sourced, BallotRule, StageRule, AwardRule, RuleSet])
def test_every_key_is_explained(shape: type) -> None:
    explained = set(re.findall(r"`\[?\[?(?:awards\.<)?(\w+)", REFERENCE))
    named = {field.name for field in fields(shape)}
    assert named <= explained | {"awards"}


def test_every_strength_is_explained() -> None:
    explained = re.findall(r"^\| (V1|V2|V3|W|U) \|", REFERENCE, re.MULTILINE)
    assert explained == [strength.value for strength in Strength]
