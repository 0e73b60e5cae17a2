"""The lists under examples/, as people write them down: one TOML file a submission."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from approvals.commands.submit import Nomination
from approvals.domain.rule_set import RuleSet
from approvals.intake.template import Title, write_list
from core.refusal import Refusal
from models.enums import NomineeKind

FOLDER = Path(__file__).resolve().parent.parent / "examples"


class NoExamples(Refusal):
    code = "no_examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleList:
    """A submission; `stories` say what becomes of each nominee in the demo."""

    body: str
    number: str
    place: str
    dated_on: date | None  # None: as many working days ago as `submitted` says
    submitted: int
    nominations: tuple[Nomination, ...]
    stories: tuple[tuple[str, ...], ...]

    def workbook(self, rules: RuleSet, dated_on: date) -> bytes:
        """The list as a secretary would send it."""
        title = Title(body=self.body, number=self.number, place=self.place, dated_on=dated_on)
        return write_list(rules, title, self.nominations)


def read_toml(path: Path) -> dict[str, Any]:
    """A file of examples/; refuses where the program was installed without them."""
    if not path.exists():
        raise NoExamples(f"{path} is not there: the demo needs the project's examples/ folder.")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_list(path: Path) -> ExampleList:
    written = read_toml(path)
    nominees = written["nominee"]
    return ExampleList(
        body=written["body"],
        number=written["number"],
        place=written["place"],
        dated_on=written.get("dated_on"),
        submitted=written.get("submitted", 0),
        nominations=tuple(_nomination(nominee) for nominee in nominees),
        stories=tuple(tuple(nominee.get("story", ())) for nominee in nominees),
    )


def _nomination(nominee: dict[str, Any]) -> Nomination:
    return Nomination(
        kind=NomineeKind(nominee["kind"]),
        name=nominee["name"],
        position=nominee["position"],
        award_code=nominee["award"],
        achievements=nominee["achievements"].strip(),
        email=nominee.get("email"),
        body_slug=nominee.get("body_slug"),
        direct_worker=nominee.get("direct_worker", False),
        woman=nominee.get("woman"),
    )
