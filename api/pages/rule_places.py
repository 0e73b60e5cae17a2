"""The values of a rule set that can be changed, each in words and by its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.guard_words import GUARDS
from api.pages.requirement_words import RequirementWords
from api.pages.rule_words import Line, Words
from approvals.domain.refusals.editing import RuleValueUnknown
from approvals.domain.rule_set import AwardRule, RuleSet, StageRule
from approvals.domain.sourced import Strength
from approvals.domain.wording import N_
from approvals.rules.editable import PRINCIPLES, STAGE_FIELDS, WINDOW, Editable, Typed
from approvals.rules.editing import awards_under, editable, owner, shown_value, with_value
from models.enums import Stage

_WINDOW_DAYS = {"opens": N_("first day"), "closes": N_("last day")}
_HINTS: Mapping[Typed, str] = {
    Typed.PERCENT: N_(
        "A whole percentage of all members. 66 stands for two thirds, 51 for more than half."
    ),
    Typed.NUMBER: N_("A whole number of days, counted as they are now."),
    Typed.DAYS: N_("Working days that count down, like 5, 2, 1. Empty: no reminder."),
    Typed.DAY_OF_YEAR: N_("Day and month, like 31/10."),
}


HEADINGS: Mapping[str, str] = {
    "defaults": N_("At every stage, unless it says otherwise"),
    "principles": N_("For every nominee"),
    "windows": N_("Submission to the centre"),
    "guards": N_("What follows from what is found"),
}
_LIMITS: Mapping[str, str] = {
    "working_days": N_("Time limit"),
    "working_days_with_opinion": N_("Limit with an inter-agency opinion"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One value: where it stands, what it says now, and of which stage it is."""

    path: str
    line: Line
    stage: Stage | None = None
    part: str = ""  # of a value with several: which
    unsaid: bool = False  # the rules say nothing there: it can be added


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlaces:
    rule: StageRule
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the values of one edition."""

    rules: RuleSet
    content: Mapping[str, Any]
    words: Words

    def of_award(self, award: AwardRule) -> list[StagePlaces]:
        """Stage by stage; limits that a stage does not say come last."""
        return [
            StagePlaces(rule=rule, places=list(self._of_stage(award, rule))) for rule in award.route
        ]

    def general(self) -> dict[str, list[Place]]:
        """What holds for all awards, by the part of the rules that says it; as `HEADINGS`."""
        found = {
            "defaults": self._defaults(),
            "principles": list(self._principles()),
            "windows": list(self._windows()),
            "guards": list(self._guards()),
        }
        return {part: places for part, places in found.items() if places}

    def section(self, of: str) -> list[Place]:
        """What one form changes together: a part of `general`, or a stage, `bk-ttg.unit`.

        Raises `RuleValueUnknown`.
        """
        code, _, stage = of.partition(".")
        if stage and code in self.rules.awards:
            stages = self.of_award(self.rules.awards[code])
            found = [list(one.places) for one in stages if one.rule.stage == stage]
        else:
            found = [places for part, places in self.general().items() if part == of]
        if not found:
            raise RuleValueUnknown(rule_set=self.rules.id, path=of)
        return found[0]

    def at(self, path: str) -> Place:
        """The value at a place. Raises `RuleValueUnknown`, also where the set does not say it."""
        editable(self.content, path)
        area, *rest = path.split(".")
        if area == "awards":
            award = self.rules.awards[rest[0]]
            found = [one for at in self.of_award(award) for one in at.places]
        elif area == "routes":
            found = [self._shared(path)] if awards_under(self.content, path) else []
        else:
            found = [place for places in self.general().values() for place in places]
        for place in found:
            if place.path == path:
                return place
        raise RuleValueUnknown(rule_set=self.rules.id, path=path)

    def hint(self, kind: Editable) -> str:
        text = _HINTS.get(kind.typed)
        return self.words.gettext(text) if text else ""

    def options(self, path: str, kind: Editable) -> list[tuple[str, str]]:
        """What there is to choose from, in words; nothing where a value is typed."""
        if kind.typed is Typed.YES_NO:
            return [
                (word, self._as_if(path, value)) for word, value in (("yes", True), ("no", False))
            ]
        return [(word.value, self.words.label(word)) for word in kind.words]

    def _as_if(self, path: str, value: object) -> str:
        rules = with_value(self.content, path, value)
        return Places(rules, self.content, self.words).at(path).line.words

    def _of_stage(self, award: AwardRule, rule: StageRule) -> Iterator[Place]:
        for line in self.words.every(rule):
            if line.key in STAGE_FIELDS:
                path = f"awards.{award.code}.{rule.stage}.{line.key}"
                yield Place(path=path, line=line, stage=rule.stage)
        for name, label in _LIMITS.items():
            if getattr(rule, name) is None:
                path = f"awards.{award.code}.{rule.stage}.{name}"
                yield self._unsaid(path, label, rule.stage)

    def _unsaid(self, path: str, label: str, stage: Stage | None = None) -> Place:
        line = Line(
            key=path.rpartition(".")[2],
            label=self.words.gettext(label),
            words=self.words.gettext("not stated"),
            basis="",
            strength=Strength.U,
        )
        return Place(path=path, line=line, stage=stage, unsaid=True)

    def _shared(self, path: str) -> Place:
        """What awards share, as the first of them has it."""
        _, _, stage, name = path.split(".")
        award = self.rules.awards[awards_under(self.content, path)[0]]
        lines = self.words.every(award.rule_at(Stage(stage)))
        line = next((one for one in lines if one.key == name), None)
        if line is None:
            return self._unsaid(path, _LIMITS[name], Stage(stage))
        return Place(path=path, line=line, stage=Stage(stage))

    def _defaults(self) -> list[Place]:
        """Each as the first stage has it that does not say otherwise."""
        wanted = [name for name in STAGE_FIELDS if self._is_default(f"defaults.{name}")]
        found: dict[str, Place] = {}
        for award in self.rules.awards.values():
            for rule in award.route:
                if len(found) == len(wanted):
                    break
                for line in self.words.every(rule):
                    path, here = f"defaults.{line.key}", f"awards.{award.code}.{rule.stage}"
                    inherited = line.key in wanted and line.key not in found
                    if inherited and owner(self.content, f"{here}.{line.key}") == path:
                        found[line.key] = Place(path=path, line=line)
        return [found[name] for name in wanted if name in found]

    def _is_default(self, path: str) -> bool:
        try:
            editable(self.content, path)
        except RuleValueUnknown:
            return False
        return True

    def _principles(self) -> Iterator[Place]:
        for line in RequirementWords(self.words, self.rules).principles():
            if line.key in PRINCIPLES:
                yield Place(path=f"principles.{line.key}", line=line)

    def _windows(self) -> Iterator[Place]:
        clauses = RequirementWords(self.words, self.rules).clauses()
        lines = [line for line in clauses if line.key.startswith("window.")]
        for number, line in enumerate(lines):
            for part in WINDOW:
                path = f"windows.{number}.{part}"
                if shown_value(self.content, path):
                    yield Place(path=path, line=line, part=self.words.gettext(_WINDOW_DAYS[part]))

    def _guards(self) -> Iterator[Place]:
        said = {line.key: line for line in RequirementWords(self.words, self.rules).clauses()}
        for name, label in GUARDS.items():
            path, line = f"guards.{name}", said.get(f"guard.{name}")
            yield Place(path=path, line=line) if line else self._unsaid(path, label)
