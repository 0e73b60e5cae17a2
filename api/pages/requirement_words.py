"""What rules ask besides the route, as lines of words; with what is not checked yet."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from api.pages.guard_words import COMPARED, guard_lines
from api.pages.rule_words import Line, Words
from approvals.domain.requirements import (
    About,
    CouncilSession,
    DossierContents,
    Posting,
    Prerequisite,
    Ratio,
    SubmissionWindow,
    Won,
)
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.domain.sourced import Sourced
from approvals.domain.wording import N_

_PRINCIPLES = {
    "lower_first": N_("A lower award before a higher one"),
    "spaced_from_decision": N_("Years to the next award count from"),
    "rewarded_once": N_("One achievement"),
    "not_a_basis": N_("No basis for an award for merit"),
    "holds": N_("Nothing is proposed or given during"),
    "hold_stops_clock": N_("Time limits meanwhile"),
    "counts_after_discipline": N_("After discipline"),
    "maternity_counts": N_("Maternity leave"),
    "women_first": N_("Where two are equal"),
    "women_percent": N_("A collective counts as of women from"),
    "women_tenure_less": N_("Long service of women leaders"),
    "opinion_working_days": N_("Reply of a body whose opinion is asked"),
    "silence_agrees": N_("No reply in time"),
    "revocation_proposed_within": N_("To propose taking an award back, after the conclusion"),
    "revocation_decided_within": N_("To decide on it"),
}
_TRUTHS = {
    "lower_first": (N_("always"), N_("not always")),
    "spaced_from_decision": (N_("the day of the last decision"), N_("another day")),
    "rewarded_once": (N_("is rewarded once"), N_("may be rewarded again")),
    "counts_after_discipline": (N_("only what follows its end counts"), N_("all counts")),
    "maternity_counts": (N_("counts as time at work"), N_("does not count as time at work")),
    "women_first": (N_("women first, and collectives of women"), N_("no preference")),
    "hold_stops_clock": (N_("stop, and go on afterwards"), N_("go on")),
    "silence_agrees": (N_("the dossier goes on"), N_("the dossier waits")),
}

_WORKING_DAYS = ("opinion_working_days", "revocation_decided_within")
_KEPT_TO = ("holds", "hold_stops_clock", *_WORKING_DAYS[1:], "revocation_proposed_within")


class RequirementWords:
    """Writes what one rule set asks; `words` knows the language."""

    def __init__(self, words: Words, rules: RuleSet) -> None:
        self.words, self.rules = words, rules
        self.english = words.written.language == "en"

    def prerequisites(self, award: AwardRule) -> list[Line]:
        """One line for each way to qualify."""
        label = self.words.gettext("To qualify")
        other = self.words.gettext("Or")
        return [
            self._line(
                f"prerequisite.{number}",
                label if number == 1 else other,
                way,
                self._way(way.value),
                about=self.words.listed(way.value.nominees),
            )
            for number, way in enumerate(award.prerequisites, 1)
        ]

    def clauses(self) -> Iterator[Line]:
        """What holds for several awards."""
        _, rules = self.words.gettext, self.rules
        yield from self._of("window", _("Submission to the centre"), rules.windows, self._window)
        yield from self._ratios()
        yield from self._of("posting", _("Public posting"), rules.postings, self._posting)
        asked = lambda one: self._either(one.asked, one.asked_en)  # noqa: E731
        yield from self._of("opinion", _("Inter-agency opinion"), rules.opinions, asked)
        yield from self._of("contents", _("Dossier contents"), rules.contents, self._contents)
        yield from self._of("session", _("Session of a council"), rules.sessions, self._session)
        yield from guard_lines(self.words, rules)

    def principles(self) -> Iterator[Line]:
        for key, label in _PRINCIPLES.items():
            sourced = getattr(self.rules.principles, key)
            if sourced is not None:
                words, name = self._principle(key, sourced.value), self.words.gettext(label)
                yield self.words.line(key, name, sourced, words, checked=key in _KEPT_TO)

    def _principle(self, key: str, value: Any) -> str:  # noqa: ANN401 -- a principle's value
        if key in _TRUTHS:
            held, otherwise = _TRUTHS[key]
            return self.words.gettext(held if value else otherwise)
        if key == "women_percent":
            return self.words.gettext("%(percent)s %% women") % {"percent": value}
        if key == "women_tenure_less":
            part, whole = value
            return self.words.gettext("%(part)s/%(whole)s less") % {"part": part, "whole": whole}
        if key == "revocation_proposed_within":
            return self.words.calendar_days(value)
        if key in _WORKING_DAYS:
            return self.words.working_days(value)
        return self.words.listed(value)

    def _line(
        self, key: str, label: str, sourced: Sourced[Any], words: str, *, about: str = ""
    ) -> Line:
        kept_to = isinstance(sourced.value, Posting) and sourced.value.before_council
        compared = kept_to or key.partition(".")[0] in COMPARED
        return self.words.line(key, label, sourced, words, checked=compared, about=about)

    def _of(
        self, key: str, label: str, clauses: Sequence[Sourced[Any]], words: Callable[..., str]
    ) -> Iterator[Line]:
        seen: Counter[str] = Counter()
        for one in clauses:
            about = self._about(one.value)
            seen[about] += 1  # so that a line meets the one about the same in another set
            place = f"{key}.{about}.{seen[about]}"
            yield self._line(place, label, one, words(one.value), about=about)

    def _about(self, about: About) -> str:
        """Which awards, by group and by name."""
        named = [self.words.label(group) for group in about.groups]
        named += [self._award(code) for code in about.awards]
        named += [self.words.label(kind) for kind in about.kinds]
        return "; ".join(named)

    def _award(self, code: str) -> str:
        return self.words.written.award_name(self.rules.awards[code])

    def _either(self, vietnamese: str, english: str) -> str:
        return english if self.english and english else vietnamese

    def _way(self, way: Prerequisite) -> str:
        counted = "; ".join(self._parts(way))
        besides = self._either(way.besides, way.besides_en)
        return ". ".join(filter(None, (counted, besides)))

    def _parts(self, way: Prerequisite) -> Iterator[str]:
        _, ngettext = self.words.gettext, self.words.written.texts.ngettext
        if way.held:
            yield _("holds %(award)s") % {"award": self._award(way.held)}
        if way.years:
            text = ngettext("%(years)s year", "%(years)s consecutive years", way.years)
            years = text % {"years": way.years}
            yield f"{years}: {self.words.label(way.rating)}" if way.rating else years
        if way.excellent_years:
            text = ngettext(
                "%(years)s of them with tasks completed excellently",
                "%(years)s of them with tasks completed excellently",
                way.excellent_years,
            )
            yield text % {"years": way.excellent_years}
        if way.won:
            either = _(" or ").join(self._alternative(one) for one in way.won)
            yield _("given in that time: %(awards)s") % {"awards": either}
        if way.directly_after:
            yield _("the year considered follows the last of them directly")
        if way.initiatives:
            text = ngettext("%(count)s initiative", "%(count)s initiatives", way.initiatives)
            scope = f" {self.words.label(way.initiative_scope)}" if way.initiative_scope else ""
            yield text % {"count": way.initiatives} + scope
        if way.body_years:
            yield _("founded %(years)s years ago or earlier") % {"years": way.body_years}
        if way.movement_years:
            yield _("the movement lasted %(years)s years or more") % {"years": way.movement_years}
        if way.leads_bloc:
            yield _("voted leader of its cluster or bloc")

    def _alternative(self, won: Sequence[Won]) -> str:
        return " + ".join(self._won(one) for one in won)

    def _won(self, won: Won) -> str:
        counted = f"{won.times} × {self._award(won.award)}"
        in_a_row = self.words.gettext("in consecutive years")
        return f"{counted} ({in_a_row})" if won.consecutive else counted

    def _ratios(self) -> Iterator[Line]:
        _ = self.words.gettext
        for number, one in enumerate(self.rules.ratios, 1):
            about = self._award(one.value.award)
            if one.value.only_for:
                about = f"{about} ({one.value.only_for})"
            words = self._ratio(one.value)
            yield self._line(f"ratio.{number}", _("Ratio"), one, words, about=about)

    def _ratio(self, ratio: Ratio) -> str:
        among = self._award(ratio.among) if ratio.among else ""
        among = among or self._either(ratio.among_words, ratio.among_words_en)
        text = self.words.gettext("at most %(percent)s %% of: %(among)s")
        return text % {"percent": ratio.max_percent, "among": among}

    def _window(self, window: SubmissionWindow) -> str:
        _ = self.words.gettext
        last = _day(window.closes)
        if window.opens:
            words = _("from %(first)s to %(last)s") % {"first": _day(window.opens), "last": last}
        else:
            text = _("by %(day)s") if window.closing_day_counts else _("before %(day)s")
            words = text % {"day": last}
        if window.every_years > 1:
            words += ", " + _("every %(years)s years") % {"years": window.every_years}
        branch = self._either(window.field, window.field_en)
        return f"{words} ({branch})" if branch else words

    def _posting(self, posting: Posting) -> str:
        _ = self.words.gettext
        days = _("for a time that was not found")
        if posting.working_days is not None:
            days = _("at least %(days)s") % {"days": self.words.working_days(posting.working_days)}
        parts = [self._either(posting.where, posting.where_en), days]
        parts += [_("the first day counts")] if posting.count_first_day else []
        parts += [_("over before the council meets")] if posting.before_council else []
        return "; ".join(parts)

    def _contents(self, contents: DossierContents) -> str:
        _, ngettext = self.words.gettext, self.words.written.texts.ngettext
        parts = [self.words.listed(contents.papers)]
        if contents.originals is not None:
            text = ngettext("%(count)s original", "%(count)s originals", contents.originals)
            parts.append(text % {"count": contents.originals})
        parts += [_("and as files, except what is a state secret")] if contents.electronic else []
        return "; ".join(parts)

    def _session(self, session: CouncilSession) -> str:
        attended = self.words.share(session.attendance_percent)
        council = self._either(session.council, session.council_en)
        passed = self.words.share(session.pass_percent)
        parts = (
            council,
            self.words.gettext("attended by %(share)s") % {"share": attended},
            self.words.gettext("passed by %(share)s") % {"share": passed},
        )
        return "; ".join(parts)


def _day(month_and_day: str) -> str:
    """`31/10`, as both languages read it here."""
    month, day = month_and_day.split("-")
    return f"{day}/{month}"
