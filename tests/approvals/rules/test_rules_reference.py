"""docs/reference tells all of what a file may say, and all that is not verified."""

import json
import re
import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from approvals.domain import requirements
from approvals.domain.rule_set import AwardRule, BallotRule, RuleSet, StageRule
from approvals.domain.sourced import Sourced, Strength
from approvals.rules import loader, reference, schema

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = (ROOT / "docs/reference/rules.md").read_text()
SETS = loader.built_in()
BY_ID = pytest.mark.parametrize("loaded", SETS, ids=lambda loaded: loaded.rules.id)
SHAPES = [
    *(Sourced, BallotRule, StageRule, AwardRule, RuleSet),
    *(requirements.About, requirements.Prerequisite, requirements.Won, requirements.Ratio),
    *(requirements.SubmissionWindow, requirements.Posting, requirements.InterAgencyOpinion),
    *(requirements.DossierContents, requirements.CouncilSession, requirements.Principles),
    *(requirements.OpenQuestion, requirements.Guards),
]


@BY_ID
def test_every_value_has_a_basis_and_a_strength(loaded: loader.LoadedRuleSet) -> None:
    found = list(reference.values(loaded.content))
    assert len(found) > 60
    for place, value in found:
        assert value["basis"], place
        assert Strength(str(value["strength"])), place


@BY_ID
def test_what_is_to_be_asked_is_asked_in_both_languages(loaded: loader.LoadedRuleSet) -> None:
    told = [said for _, said in reference.values(loaded.content)]
    awards = list(loaded.content["awards"].values())
    assert all(award["strength"] for award in awards)
    for said in [*told, *awards]:
        assert bool(said.get("note")) == bool(said.get("note_en")), said
        assert Strength(said["strength"]).verified or said["note"], said


def test_the_list_of_unverified_values_is_that_of_the_files() -> None:
    assert reference.FILE.read_text() == reference.written(), "run `make docs`"


def test_the_schema_is_that_of_the_shapes() -> None:
    assert schema.FILE.read_text() == schema.written(), "run `make docs`"


@BY_ID
def test_a_file_keeps_to_the_schema(loaded: loader.LoadedRuleSet) -> None:
    file = tomllib.loads((loader.FOLDER / f"{loaded.rules.id}.toml").read_text())
    document = json.loads(json.dumps(file, default=date.isoformat))
    jsonschema.validate(document, schema.schema())
    document["awards"]["bk-ttg"]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema.schema())


@pytest.mark.parametrize("shape", SHAPES)
def test_every_key_is_explained(shape: type) -> None:
    explained = set(re.findall(r"`\[?\[?(?:awards\.<)?(\w+)", REFERENCE))
    named = {field.name for field in fields(shape)}
    assert named <= explained | {"awards"}


def test_every_strength_is_explained() -> None:
    explained = re.findall(r"^\| (V1|V2|V3|W|U) \|", REFERENCE, re.MULTILINE)
    assert explained == [strength.value for strength in Strength]
