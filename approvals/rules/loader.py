"""Reads rule set files strictly: an unknown key or an impossible value is refused by its place.

How a file is written: docs/reference/rules.md.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from approvals.domain.refusals.filing import RuleSetInvalid
from approvals.domain.requirements import (
    About,
    CouncilSession,
    DossierContents,
    Guards,
    InterAgencyOpinion,
    OpenQuestion,
    Posting,
    Prerequisite,
    Principles,
    Ratio,
    SubmissionWindow,
    Won,
)
from approvals.domain.rule_set import AwardRule, BallotRule, RuleSet, StageRule
from approvals.domain.sourced import Sourced

FOLDER = Path(__file__).resolve().parent
CATALOGUE = FOLDER / "awards.toml"
NOT_RULES = {"awards.toml", "calendar.toml", "personal_data.toml"}

# The domain does not know pydantic; this tells pydantic how to read the domain's shapes.
_SHAPES = (
    *(Sourced, BallotRule, StageRule, AwardRule, RuleSet, OpenQuestion, Principles, Guards),
    *(About, SubmissionWindow, Posting, InterAgencyOpinion, DossierContents, CouncilSession),
    *(Prerequisite, Won, Ratio),
)
for _shape in _SHAPES:
    with_config(ConfigDict(extra="forbid", strict=True))(_shape)
RULE_SET = TypeAdapter(RuleSet)

READ_INTO_AWARDS = {"defaults", "routes"}

Place = tuple[int | str, ...]
_STAGE = ("awards", "<code>", "route", 0)


class LoadedRuleSet(NamedTuple):
    """A rule set, what its file says in JSON's types, and the file's SHA-256 in hex."""

    rules: RuleSet
    content: dict[str, Any]
    digest: str


def built_in() -> list[LoadedRuleSet]:
    """The rule sets that come with the program, the oldest first."""
    files = [path for path in FOLDER.glob("*.toml") if path.name not in NOT_RULES]
    return sorted(map(load_file, files), key=lambda loaded: loaded.rules.valid_from)


@cache
def built_in_set(rule_set_id: str) -> LoadedRuleSet | None:
    """The set of that id that comes with this program; None for one that was loaded otherwise."""
    return next((one for one in built_in() if one.rules.id == rule_set_id), None)


def load_file(path: Path) -> LoadedRuleSet:
    """Read one file; raises `RuleSetInvalid`."""
    written = path.read_bytes()
    document = _document(path.name, written)
    content = _with_names(json.loads(json.dumps(document, default=date.isoformat)))
    rules = parse(content, file=path.name)
    return LoadedRuleSet(rules, content, hashlib.sha256(written).hexdigest())


def _document(file: str, written: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(written.decode())
    except UnicodeDecodeError as error:
        place, problem = f"byte {error.start + 1}", "not UTF-8 text"
        raise RuleSetInvalid(file=file, place=place, problem=problem) from error
    except tomllib.TOMLDecodeError as error:
        problem, _, place = str(error).removesuffix(")").rpartition(" (at ")
        raise RuleSetInvalid(file=file, place=place, problem=problem) from error


def _with_names(content: dict[str, Any]) -> dict[str, Any]:
    """The content with what the catalogue says of its awards: what is kept needs no catalogue."""
    awards = content.get("awards")
    if not isinstance(awards, dict):
        return content
    known = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    named = {
        code: {**known.get(code, {}), **award} if isinstance(award, dict) else award
        for code, award in awards.items()
    }
    return {**content, "awards": named}


def parse(content: Mapping[str, Any], *, file: str = "") -> RuleSet:
    """A rule set from what its file says; raises `RuleSetInvalid` for the first thing wrong."""
    name = file or str(content.get("id", ""))
    try:
        return RULE_SET.validate_json(json.dumps(complete(content)))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = _written(_in_file(first["loc"], content))
        problem = first["msg"].removeprefix("Value error, ")
        raise RuleSetInvalid(file=name, place=place, problem=problem) from error


def complete(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with each award's code in it, its route, and the defaults in every stage.

    What has not the expected shape is left as it is, for the check that follows to refuse.
    """
    defaults, routes = _table(content.get("defaults")), _table(content.get("routes"))
    complete = {key: value for key, value in content.items() if key not in READ_INTO_AWARDS}
    if isinstance(content.get("awards"), dict):
        awards = content["awards"].items()
        complete["awards"] = {code: _award(code, award, defaults, routes) for code, award in awards}
    return complete


def _award(
    code: str, award: object, defaults: Mapping[str, Any], routes: Mapping[str, Any]
) -> object:
    if not isinstance(award, dict):
        return award
    named = {"code": code, **award}
    if isinstance(named.get("route"), str):
        named["route"] = routes.get(named["route"], named["route"])
    if isinstance(named.get("route"), list):
        named["route"] = [_stage(rule, defaults) for rule in named["route"]]
    return named


def _stage(rule: object, defaults: Mapping[str, Any]) -> object:
    if not isinstance(rule, dict):
        return rule
    stage = {**defaults, **rule}
    stage.pop("ballot", None)
    if "ballot" in rule:
        stage["ballot"] = {**_table(defaults.get("ballot")), **_table(rule["ballot"])}
    return stage


def _in_file(place: Place, content: Mapping[str, Any]) -> Place:
    """Where in the file a faulty value stands: what a stage does not say comes from `defaults`."""
    if place[:1] != ("awards",) or place[2:3] != ("route",) or len(place) < len(_STAGE):
        return place
    route = content["awards"][place[1]]["route"]
    in_stage = place[len(_STAGE) :]
    if isinstance(route, str):
        place = ("routes", route, *place[3:])
    if not in_stage:
        return place
    inherited = ("defaults", *in_stage)
    if _is_in(content, place):
        return place
    if _is_in(content, inherited):
        return inherited
    # A key that ought to be there counts by the table it misses in.
    return place if _is_in(content, place[:-1]) else inherited


def _is_in(content: Any, place: Place) -> bool:  # noqa: ANN401 -- whatever the file says
    try:
        for key in place:
            content = content[key]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _written(place: tuple[int | str, ...]) -> str:
    """`awards.bk-ttg.route[0].ballot`, or the file as a whole."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(steps).removeprefix(".") or "the top"


def _table(part: object) -> dict[str, Any]:
    return part if isinstance(part, dict) else {}
