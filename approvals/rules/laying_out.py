"""What a rule set says, laid out value by value: what each award goes by, and two held together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from approvals.domain.sourced import Strength
from approvals.rules import loader, reference

ROUTE = "route"  # the place of an award's stages, each with how and where it is judged
_ALL_AWARDS = ""

Said = Mapping[str, Any]  # a sourced value as the file has it: `value`, `basis`, `strength`


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """One value; `awards` that go by it, by code: none where it is not about single awards."""

    place: str
    awards: tuple[str, ...]
    said: Said

    @property
    def verified(self) -> bool:
        return Strength(self.said["strength"]).verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """What two contents say differently at a place; None: that one says nothing there."""

    place: str
    awards: tuple[str, ...]
    left: Said | None
    right: Said | None


def laid_out(content: Mapping[str, Any], *, award: str = "") -> list[Laid]:
    """Every value, what awards share written once; of one award only, where it is named."""
    grouped: dict[tuple[str, str], tuple[Said, list[str]]] = {}
    for (code, place), said in _by_place(content).items():
        if award in {"", code}:
            _, awards = grouped.setdefault((place, repr(said)), (said, []))
            awards += [code] if code else []
    return [
        Laid(place=place, awards=tuple(awards), said=said)
        for (place, _), (said, awards) in grouped.items()
    ]


def differing(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[Differing]:
    """What two contents say differently: values, bases, strengths, routes. Notes are not held."""
    one, other = _by_place(left), _by_place(right)
    grouped: dict[tuple[str, str], tuple[Said | None, Said | None, list[str]]] = {}
    for code, place in {**one, **other}:
        pair = one.get((code, place)), other.get((code, place))
        if _held(pair[0]) != _held(pair[1]):
            key = place, repr([_held(said) for said in pair])
            *_, awards = grouped.setdefault(key, (*pair, []))
            awards += [code] if code else []
    return [
        Differing(place=place, awards=tuple(awards), left=before, right=after)
        for (place, _), (before, after, awards) in grouped.items()
    ]


def _held(said: Said | None) -> tuple[Any, ...] | None:
    return None if said is None else (said["value"], said["basis"], said["strength"])


def _by_place(content: Mapping[str, Any]) -> dict[tuple[str, str], Said]:
    """By award and place: what a stage does not say itself is read into it first."""
    whole = loader.complete(content)
    found = {
        (code, place): said
        for code, award in whole["awards"].items()
        for place, said in _of_award(award)
    }
    general = {key: part for key, part in whole.items() if key != "awards"}
    return found | {(_ALL_AWARDS, one.place): one.said for one in reference.values(general)}


def _of_award(award: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
    stages = ", ".join(
        f"{rule['stage']}: {rule['method']} at {rule['at']}"
        + (f" ({'/'.join(rule['nominees'])})" if rule.get("nominees") else "")
        for rule in award["route"]
    )
    yield ROUTE, {"value": stages, "basis": award["basis"], "strength": award["strength"]}
    for one in reference.values(award):
        yield one.place, one.said
