"""Whether it is still the time of the year for coming to the centre."""

from datetime import date

from approvals.domain.guards.finding import BothWays, Finding, found, severity_of
from approvals.domain.guards.nominated import Nominated
from approvals.domain.requirements import SubmissionWindow
from approvals.domain.rule_set import RuleSet


def windows(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """What has closed on the day the nomination is looked at, or is not open yet.

    The window of the award itself goes before that of its kind. Windows of some years only are
    left to people: no rule set says which years these are.
    """
    about = [one for one in rules.windows if _is_about(one.value, nominated)]
    own = [one for one in about if one.value.awards] or about
    general = [one for one in own if not one.value.field]
    branches = [one for one in own if one.value.field]
    on, line, severity = nominated.on, nominated.line, severity_of(rules, "windows")
    if not general or any(_is_open(one.value, on) for one in general):
        return []
    last = max(general, key=lambda one: one.value.closes)
    early = [one for one in general if one.value.opens and on < _day(on, one.value.opens)]
    if early:
        opens = _day(on, early[0].value.opens)
        return [found("window_not_open", early[0], severity, line, opens=opens)]
    closes = _day(on, last.value.closes)
    for one in branches:
        if _is_open(one.value, on):
            branch = BothWays(one.value.field, one.value.field_en)
            until = _day(on, one.value.closes)
            facts = {"closes": closes, "until": until, "field": branch}
            return [found("window_closed_but", last, severity, line, **facts)]
    return [found("window_closed", last, severity, line, closes=closes)]


def _is_about(window: SubmissionWindow, nominated: Nominated) -> bool:
    kinds = window.kinds or (nominated.award_kind,)
    return (
        window.covers(nominated.award) and nominated.award_kind in kinds and window.every_years == 1
    )


def _is_open(window: SubmissionWindow, on: date) -> bool:
    closes = _day(on, window.closes)
    begun = not window.opens or _day(on, window.opens) <= on
    return begun and (on <= closes if window.closing_day_counts else on < closes)


def _day(on: date, month_and_day: str) -> date:
    """That day in the year of `on`; 28 February for the 29th where there is none."""
    month, day = map(int, month_and_day.split("-"))
    try:
        return date(on.year, month, day)
    except ValueError:
        return date(on.year, month, day - 1)
