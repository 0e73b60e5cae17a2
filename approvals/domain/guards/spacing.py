"""Whether the years since the last award are over, counted from the day it was decided."""

from datetime import date

from approvals.domain.guards.finding import Finding, found, severity_of
from approvals.domain.guards.nominated import Nominated
from approvals.domain.rule_set import RuleSet


def spacing(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """Of the ways that count years from an award the nominee has, the one that is over first.

    Nothing is found where another way asks for no such years: it may be the one that is meant.
    """
    principle = rules.principles.spaced_from_decision
    if principle is None or not principle.value:
        return []
    too_early = []
    for way in (one.value for one in nominated.award.prerequisites):
        if way.nominees and nominated.who.kind not in way.nominees:
            continue
        decided = max(_decided(nominated, way.held), default=None) if way.held else None
        if decided is None or not way.years:
            if not way.held:
                return []
            continue
        earliest = _years_later(decided, way.years)
        if earliest <= nominated.on:
            return []
        too_early.append((earliest, decided, way.held))
    if not too_early:
        return []
    earliest, decided, held = min(too_early)
    return [
        found(
            "too_early",
            principle,
            severity_of(rules, "spacing"),
            nominated.line,
            award=rules.awards[held],
            decided_on=decided,
            earliest=earliest,
        )
    ]


def _decided(nominated: Nominated, award: str) -> list[date]:
    return [
        past.decided_on
        for past in nominated.record
        if past.award == award and past.certain and past.decided_on
    ]


def _years_later(day: date, years: int) -> date:
    """The same day, years later; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
