"""What the built-in rules do not know: docs/reference/rules-unverified.md.

`python -m approvals.rules.reference` writes it anew.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from approvals.domain.sourced import Strength
from approvals.rules.loader import LoadedRuleSet, built_in

FILE = Path(__file__).resolve().parents[2] / "docs/reference/rules-unverified.md"
_TOP = """# What is not verified

Ask these before relying on them. Made from the rule sets in `approvals/rules/` by
`python -m approvals.rules.reference`; how to read them: [Rule sets](rules.md).
"""
_LEFT_OUT_OF_PLACES = {"awards", "route"}


class Value(NamedTuple):
    """One sourced value of a file, and where it stands: `bk-ttg.unit.working_days`."""

    place: str
    said: dict[str, Any]

    @property
    def verified(self) -> bool:
        return Strength(self.said["strength"]).verified


def values(part: object, place: tuple[str, ...] = ()) -> Iterator[Value]:
    """Every sourced value of what a file says, in its order.

    Routes that awards share come by the name of the route.
    """
    if isinstance(part, list):
        for number, item in enumerate(part, 1):
            name = item.get("stage", str(number)) if isinstance(item, dict) else str(number)
            yield from values(item, (*place, name))
    elif isinstance(part, dict):
        if "value" in part and "strength" in part:
            yield Value(".".join(step for step in place if step not in _LEFT_OUT_OF_PLACES), part)
            return
        for key, inside in part.items():
            yield from values(inside, (*place, key))


def written() -> str:
    """The whole page."""
    return _TOP + "".join(map(_section, reversed(built_in())))


def _section(loaded: LoadedRuleSet) -> str:
    content = loaded.content
    rows = [
        f"| `{place}` | `{_shown(said['value'])}` | {said['strength']} | {said['note_en']} |"
        for place, said in (one for one in values(content) if not one.verified)
    ]
    awards = [
        f"| `{code}` | {award['strength']} | {award['note_en']} |"
        for code, award in content["awards"].items()
        if not Strength(award["strength"]).verified
    ]
    asked = [f"| {one['about']} | {one['ask_en']} |" for one in content["questions"]]
    return "\n".join(
        [
            f"\n## {content['id']}: values\n",
            "| value | now | strength | what to ask |\n|---|---|---|---|",
            *rows,
            f"\n## {content['id']}: awards, to whom they are given\n",
            *(["| award | strength | what to ask |\n|---|---|---|", *awards] if awards else ["–"]),
            f"\n## {content['id']}: found nowhere\n",
            "| about | what to ask |\n|---|---|",
            *asked,
            "",
        ]
    )


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
