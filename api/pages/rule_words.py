"""What rules say of one stage, as lines of words, each with where it comes from."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from api.pages.formats import Format
from api.pages.rule_labels import PLACES, RULE_LABELS
from approvals.domain.rule_set import AwardRule, RuleSet, StageRule
from approvals.domain.sourced import Sourced, Strength
from approvals.domain.wording import N_
from models.enums import Stage

T = TypeVar("T")

_TWO_THIRDS, _MAJORITY = 66, 51  # how whole percents are written: docs/reference/rules.md

# Values that mostly hold for every stage: told once, and again only where they differ.
COMMON = {
    "quorum_percent": N_("Votes cast"),
    "excluded_members": N_("Members who may not judge"),
    "full_count": N_("Counting"),
    "count_first_day": N_("First day of a limit"),
    "remind_before": N_("Reminders"),
    "escalate_after": N_("Overdue"),
    "repeat_reviewer": N_("One person at two stages"),
    "own_body": N_("Members whose own body is nominated"),
    "assurance": N_("How whoever decides shows who they are"),
    "cover": N_("Acting for somebody who is away"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value in words. `key` is the same for the same thing in another rule set."""

    key: str
    label: str
    words: str
    basis: str
    strength: Strength
    note: str = ""
    note_language: str = ""
    checked: bool = True  # the system keeps to it
    about: str = ""  # which awards, where it is not plain

    @property
    def said(self) -> tuple[str, str, str, Strength]:
        """What makes two lines the same, but for their notes."""
        return self.words, self.about, self.basis, self.strength


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSheet:
    stage: Stage
    method: str
    place: str
    nominees: str  # empty: all
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Words:
    """Writes the values of rules in one language."""

    written: Format

    def gettext(self, text: str) -> str:
        return str(self.written.texts.gettext(text))

    def label(self, word: StrEnum) -> str:
        text = RULE_LABELS.get(type(word), {}).get(word)
        return self.gettext(text) if text else self.written.label(word)

    def listed(self, words: Sequence[StrEnum]) -> str:
        return ", ".join(self.label(word) for word in words)

    def line(  # noqa: PLR0913 -- all that a line shows
        self,
        key: str,
        label: str,
        sourced: Sourced[Any],
        words: str,
        *,
        checked: bool = True,
        about: str = "",
    ) -> Line:
        english = self.written.language == "en" and bool(sourced.note_en)
        return Line(
            key=key,
            label=label,
            words=words,
            basis=sourced.basis,
            strength=sourced.strength,
            note=sourced.note_en if english else sourced.note,
            note_language="en" if english else "vi",
            checked=checked,
            about=about,
        )

    def share(self, percent: int) -> str:
        if percent == _TWO_THIRDS:
            return self.gettext("at least two thirds of all members")
        if percent == _MAJORITY:
            return self.gettext("more than half of all members")
        return self.gettext("at least %(percent)s %% of all members") % {"percent": percent}

    def working_days(self, days: int) -> str:
        text = self.written.texts.ngettext("%(days)s working day", "%(days)s working days", days)
        return str(text % {"days": days})

    def calendar_days(self, days: int) -> str:
        text = self.written.texts.ngettext("%(days)s calendar day", "%(days)s calendar days", days)
        return str(text % {"days": days})

    def stage_of(self, key: str) -> str:
        """The stage that a line's key is of; empty where it is of none."""
        name = key.partition(".")[0]
        return self.label(Stage(name)) if name in set(Stage) else ""

    def place(self, rule: StageRule, award: AwardRule) -> str:
        """Who judges at a stage."""
        if rule.at in PLACES:
            return self.gettext(PLACES[rule.at])
        if rule.judged_by is not None:
            return rule.judged_by.value
        return award.authority.value if rule.stage is Stage.FINAL_AUTHORITY else rule.at

    def stage(self, rule: StageRule, award: AwardRule, common: dict[str, Line]) -> StageSheet:
        """A stage, without what `common` already says."""
        special = [line for line in self._settings(rule) if common[line.key].said != line.said]
        return StageSheet(
            stage=rule.stage,
            method=self.label(rule.method),
            place=self.place(rule, award),
            nominees=self.listed(rule.nominees),
            lines=[*self._main(rule), *special],
        )

    def every(self, rule: StageRule) -> list[Line]:
        """All that a stage goes by, wherever it stands."""
        return [*self._main(rule), *self._settings(rule)]

    def common(self, rules: RuleSet) -> dict[str, Line]:
        """Of each value that mostly holds everywhere, what most stages say."""
        seen: dict[str, Counter[Line]] = {key: Counter() for key in COMMON}
        for award in rules.awards.values():
            for rule in award.route:
                for line in self._settings(rule):
                    seen[line.key][line] += 1
        return {key: lines.most_common(1)[0][0] for key, lines in seen.items() if lines}

    def _main(self, rule: StageRule) -> Iterator[Line]:
        _ = self.gettext
        if rule.judged_by is not None:
            yield self.line("judged_by", _("Who judges"), rule.judged_by, rule.judged_by.value)
        if rule.ballot is not None:
            secret, share = rule.ballot.secret, rule.ballot.pass_percent
            words = _("secret ballot") if secret.value else _("open vote")
            yield self.line("secret", _("Ballot"), secret, words)
            yield self.line("pass_percent", _("Passed by"), share, self.share(share.value))
        if rule.working_days is not None:
            days = self.working_days(rule.working_days.value)
            yield self.line("working_days", _("Time limit"), rule.working_days, days)
        if rule.working_days_with_opinion is not None:
            longer = rule.working_days_with_opinion
            label = _("Limit with an inter-agency opinion")
            words = self.working_days(longer.value)
            yield self.line("working_days_with_opinion", label, longer, words)

    def _settings(self, rule: StageRule) -> Iterator[Line]:
        _ = self.gettext
        if rule.ballot is not None:
            ballot = rule.ballot
            yield self._setting("quorum_percent", ballot.quorum_percent, self.share)
            yield self._setting("excluded_members", ballot.excluded_members, self.label)
            every, certain = _("every vote is awaited"), _("ends once the answer is certain")
            yield self._setting("full_count", ballot.full_count, lambda v: every if v else certain)
        yes, no = _("allowed"), _("not allowed")
        counted, left_out = _("counted"), _("not counted")
        yield self._setting(
            "count_first_day", rule.count_first_day, lambda v: counted if v else left_out
        )
        yield self._setting("remind_before", rule.remind_before, self._reminders)
        yield self._setting(
            "escalate_after",
            rule.escalate_after,
            lambda v: _("reported %(days)s after the due day") % {"days": self.working_days(v)},
        )
        yield self._setting("repeat_reviewer", rule.repeat_reviewer, lambda v: yes if v else no)
        may, may_not = _("may judge"), _("may not judge")
        yield self._setting("own_body", rule.own_body, lambda v: may if v else may_not)
        yield self._setting("assurance", rule.assurance, self.label)
        nowhere = _("nowhere")
        yield self._setting("cover", rule.cover, lambda v: self.listed(v) or nowhere)

    def _setting(self, key: str, sourced: Sourced[T], words: Callable[[T], str]) -> Line:
        return self.line(key, self.gettext(COMMON[key]), sourced, words(sourced.value))

    def _reminders(self, days: Sequence[int]) -> str:
        listed = ", ".join(str(day) for day in days)
        return self.gettext("%(days)s working days before the due day") % {"days": listed}
