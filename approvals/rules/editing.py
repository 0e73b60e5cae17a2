"""Changing values of a rule set's content, by their places: pure, and read by the same loader.

A place is written `awards.bk-ttg.unit.pass_percent` (one award at one stage),
`routes.state.unit.working_days` (what awards share), `defaults.escalate_after` (every stage that
does not say otherwise), `guards.papers`, `principles.silence_agrees`, `windows.0.closes`.
"""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from approvals.domain.refusals.editing import (
    BasisMissing,
    RuleNoteMissing,
    RuleUnchanged,
    RuleValueUnknown,
    StrengthMissing,
    TooWeakToStop,
)
from approvals.domain.rule_set import BallotRule, RuleSet
from approvals.domain.sourced import Strength
from approvals.rules import loader
from approvals.rules.editable import EDITABLE, STAGE_FIELDS, Editable, severity_stops

_IN_BALLOT = frozenset(field.name for field in fields(BallotRule))
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """What is to stand at a place; `value` is in JSON's types, as `Editable.read` gives it."""

    path: str
    value: Any
    basis: str
    strength: Strength | None
    note: str
    note_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A content with values changed: what it says, the rules it makes, and each change."""

    content: dict[str, Any]
    rules: RuleSet
    changes: Sequence[Mapping[str, Any]]  # `path`, `before`, `after`; `before` None: said nothing

    @property
    def digest(self) -> str:
        """SHA-256 of the content as canonical JSON, in hex."""
        written = json.dumps(
            self.content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(written.encode()).hexdigest()


def editable(content: Content, path: str) -> Editable:
    """How the value at a place is typed; raises `RuleValueUnknown`."""
    try:
        _said(content, path)
        return EDITABLE[_kind(path)]
    except (KeyError, IndexError, ValueError, StopIteration, TypeError):
        unknown = RuleValueUnknown(rule_set=str(content.get("id", "")), path=path)
        raise unknown from None


def said(content: Content, path: str) -> dict[str, Any] | None:
    """The value that holds at a place, with its source; None where nothing is said."""
    editable(content, path)
    return _said(content, path)


def shown_value(content: Content, path: str) -> Any:  # noqa: ANN401 -- a value in JSON's types
    """The bare value that holds at a place; None where nothing is said."""
    found = said(content, path)
    if found is None:
        return None
    part = path.split(".")
    return found["value"].get(part[2]) if part[0] == "windows" else found["value"]


def owner(content: Content, path: str) -> str:
    """Where the value that holds at a place really stands: there, or in what awards share."""
    area, *rest = path.split(".")
    if area != "awards":
        return path
    code, stage, name = rest
    route = content["awards"][code]["route"]
    place = f"routes.{route}.{stage}.{name}" if isinstance(route, str) else path
    if _own(_stage(content, path), name) is None and _own(_defaults(content), name) is not None:
        return f"defaults.{name}"
    return place


def awards_under(content: Content, path: str) -> list[str]:
    """The codes of the awards that a change at a place of stages would reach."""
    area, *rest = path.split(".")
    if area == "awards":
        return [rest[0]]
    if area not in {"routes", "defaults"}:
        return list(content["awards"])
    return [
        code
        for code, award in content["awards"].items()
        if any(
            owner(content, f"awards.{code}.{rule['stage']}.{rest[-1]}") == path
            for rule in _route(content, award["route"])
            if rest[-1] not in _IN_BALLOT or "ballot" in rule
        )
    ]


def places(content: Content, code: str, stage: str) -> Iterator[str]:
    """Every value of one award's stage that can be changed."""
    rule = _stage(content, f"awards.{code}.{stage}.")
    for name in STAGE_FIELDS:
        if name not in _IN_BALLOT or "ballot" in rule:
            yield f"awards.{code}.{stage}.{name}"


def with_value(content: Content, path: str, value: Any) -> RuleSet:  # noqa: ANN401 -- any value
    """The rules with another value of the same source: to show in words what it would mean."""
    there = said(content, path)
    changed = copy.deepcopy(dict(content))
    _put(changed, path, {**(there or {}), "value": value})
    return loader.parse(changed)


def edited(content: Content, *news: NewValue, edition: int) -> Edited:
    """The content as the next edition, with these values changed; one that stays is no change.

    Raises `RuleValueUnknown`, `BasisMissing`, `StrengthMissing`, `RuleNoteMissing`,
    `TooWeakToStop`, `RuleUnchanged`; `RuleSetInvalid` for what only the whole can refuse.
    """
    changed, changes = copy.deepcopy(dict(content)), []
    for new in news:
        before = said(changed, new.path)
        after = _sourced(new, before)
        if before != after:
            _put(changed, new.path, after)
            changes.append({"path": new.path, "before": before, "after": after})
    if not changes:
        raise RuleUnchanged
    changed["edition"] = edition
    return Edited(content=changed, rules=loader.parse(changed), changes=changes)


def _sourced(new: NewValue, before: Mapping[str, Any] | None) -> dict[str, Any]:
    if not new.basis.strip():
        raise BasisMissing
    if new.strength is None:
        raise StrengthMissing
    if not new.note.strip():
        raise RuleNoteMissing
    if new.path.startswith("guards.") and severity_stops(new.value, new.strength):
        raise TooWeakToStop
    value = new.value
    if new.path.startswith("windows.") and before is not None:
        value = {**before["value"], new.path.split(".")[2]: new.value}
    written = {"value": value, "basis": new.basis.strip(), "strength": new.strength.value}
    notes = {"note": new.note.strip(), "note_en": new.note_en.strip()}
    return {**written, **{key: note for key, note in notes.items() if note}}


def _put(content: dict[str, Any], path: str, sourced: Mapping[str, Any]) -> None:
    area, *rest = path.split(".")
    if area == "windows":
        content["windows"][int(rest[0])] = sourced
    elif area in {"guards", "principles"}:
        content.setdefault(area, {})[rest[0]] = sourced
    else:
        if area == "awards":  # what it shares stays as it is for the others
            award = content["awards"][rest[0]]
            award["route"] = copy.deepcopy(_route(content, award["route"]))
        table = content["defaults"] if area == "defaults" else _stage(content, path)
        (table.setdefault("ballot", {}) if rest[-1] in _IN_BALLOT else table)[rest[-1]] = sourced


def _said(content: Content, path: str) -> dict[str, Any] | None:
    area, *rest = path.split(".")
    if area == "windows":
        window: dict[str, Any] = content["windows"][int(rest[0])]
        return window
    if area in {"guards", "principles"}:
        said_there: dict[str, Any] | None = content.get(area, {}).get(rest[0])
        return said_there
    name = rest[-1]
    if area == "defaults":
        found = _own(_defaults(content), name)
        if found is None:
            raise KeyError(path)
        return found
    rule = _stage(content, path)
    if name in _IN_BALLOT and "ballot" not in rule:
        raise KeyError(path)
    return _own(rule, name) or _own(_defaults(content), name)


def _kind(path: str) -> str:
    area, *rest = path.split(".")
    expected = {"awards": 3, "routes": 3, "defaults": 1, "windows": 2}.get(area, 1)
    if len(rest) != expected:
        raise ValueError(path)
    return f"stage.{rest[-1]}" if area in {"awards", "routes", "defaults"} else f"{area}.{rest[-1]}"


def _own(table: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    inside = table.get("ballot", {}) if name in _IN_BALLOT else table
    found: dict[str, Any] | None = inside.get(name)
    return found


def _stage(content: Content, path: str) -> dict[str, Any]:
    area, of, stage, *_ = path.split(".")
    route = content["awards"][of]["route"] if area == "awards" else of
    return next(rule for rule in _route(content, route) if rule["stage"] == stage)


def _route(content: Content, route: str | Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    return content["routes"][route] if isinstance(route, str) else route


def _defaults(content: Content) -> Mapping[str, Any]:
    found: Mapping[str, Any] = content.get("defaults", {})
    return found
