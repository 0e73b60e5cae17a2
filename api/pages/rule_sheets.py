"""A rule set as a page shows it, and two of them side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from api.pages.requirement_words import RequirementWords
from api.pages.rule_words import Line, StageSheet, Words
from approvals.domain.categories import AwardGroup
from approvals.domain.rule_set import MINISTRY, AwardRule, RuleSet
from approvals.domain.sourced import Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardSheet:
    """One award. `lines`: what is not of a stage; `also`: awards of which the very same is told."""

    award: AwardRule
    also: tuple[AwardRule, ...] = ()
    recipients: str
    lines: Sequence[Line]
    stages: Sequence[StageSheet]

    @property
    def all_lines(self) -> Mapping[str, Line]:
        """Every line by a key that is the same in another rule set."""
        found = {line.key: line for line in self.lines}
        for stage in self.stages:
            found |= {f"{stage.stage}.{line.key}": line for line in stage.lines}
        return found

    @property
    def unverified(self) -> int:
        return len(_unverified(self.all_lines.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSheet:
    """A rule set: what holds for all, and each award by group."""

    rules: RuleSet
    common: Sequence[Line]
    principles: Sequence[Line]
    clauses: Sequence[Line]
    groups: Mapping[AwardGroup | None, Sequence[AwardSheet]]

    @property
    def awards(self) -> Mapping[str, AwardSheet]:
        return {one.award.code: one for sheets in self.groups.values() for one in sheets}

    @property
    def unverified(self) -> int:
        """How many values; what awards share through their route counts once."""
        of_awards = [line for one in self.awards.values() for line in one.all_lines.values()]
        lines = (*self.common, *self.principles, *self.clauses, *of_awards)
        return len(set(_unverified(lines)))


def sheet(rules: RuleSet, words: Words) -> RuleSheet:
    """All of a rule set, in words."""
    asked = RequirementWords(words, rules)
    common = words.common(rules)
    groups: dict[AwardGroup | None, list[AwardSheet]] = {group: [] for group in [*AwardGroup, None]}
    for award in sorted(rules.awards.values(), key=_from_the_top):
        groups[award.group].append(_award(award, words, asked, common))
    return RuleSheet(
        rules=rules,
        common=list(common.values()),
        principles=list(asked.principles()),
        clauses=list(asked.clauses()),
        groups={group: sheets for group, sheets in groups.items() if sheets},
    )


def only_unverified(whole: RuleSheet) -> RuleSheet:
    """What has to be asked about, and nothing else; awards that share it stand together."""
    kept = {group: _together(map(_asked, sheets)) for group, sheets in whole.groups.items()}
    return replace(
        whole,
        common=_unverified(whole.common),
        principles=_unverified(whole.principles),
        clauses=_unverified(whole.clauses),
        groups={group: sheets for group, sheets in kept.items() if sheets},
    )


def _from_the_top(award: AwardRule) -> tuple[int, bool, str]:
    """Awards that go furthest come first: storing a set keeps no order."""
    return -len(award.route), award.route[-1].at != MINISTRY, award.code


def _award(
    award: AwardRule, words: Words, asked: RequirementWords, common: dict[str, Line]
) -> AwardSheet:
    _ = words.gettext
    recipients = words.listed(award.recipients)
    given = Sourced(
        value=recipients,
        basis=award.basis,
        strength=award.strength,
        note=award.note or _("Not stated when this set was loaded; ask to whom it is given."),
        note_en=award.note_en,
    )
    told = replace(given, note="") if not award.note and award.strength.verified else given
    return AwardSheet(
        award=award,
        recipients=recipients,
        lines=[
            words.line("recipients", _("Given to"), told, recipients),
            words.line("authority", _("Who decides"), award.authority, award.authority.value),
            *asked.prerequisites(award),
        ],
        stages=[words.stage(rule, award, common) for rule in award.route],
    )


def _together(sheets: Iterable[AwardSheet]) -> list[AwardSheet]:
    found: list[AwardSheet] = []
    for one in filter(lambda one: one.unverified, sheets):
        place = next((n for n, other in enumerate(found) if _says_the_same(one, other)), None)
        if place is None:
            found.append(one)
        else:
            found[place] = replace(found[place], also=(*found[place].also, one.award))
    return found


def _says_the_same(one: AwardSheet, other: AwardSheet) -> bool:
    return (one.lines, one.stages) == (other.lines, other.stages)


def _asked(one: AwardSheet) -> AwardSheet:
    stages = [replace(stage, lines=_unverified(stage.lines)) for stage in one.stages]
    kept = [stage for stage in stages if stage.lines]
    return replace(one, lines=_unverified(one.lines), stages=kept)


def _unverified(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if not line.strength.verified]
