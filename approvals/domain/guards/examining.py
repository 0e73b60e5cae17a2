"""All guards over one dossier, or over a list: the order in which findings are shown."""

from collections.abc import Callable, Mapping, Sequence

from approvals.domain.guards.duplicates import listed_twice, open_already
from approvals.domain.guards.finding import Finding
from approvals.domain.guards.nominated import Nominated
from approvals.domain.guards.not_a_basis import not_a_basis
from approvals.domain.guards.papers import papers
from approvals.domain.guards.prerequisites import prerequisites
from approvals.domain.guards.ratios import ratios
from approvals.domain.guards.rewarded_once import rewarded_once
from approvals.domain.guards.spacing import spacing
from approvals.domain.guards.windows import windows
from approvals.domain.rule_set import RuleSet

_OF_ONE: tuple[Callable[[RuleSet, Nominated], list[Finding]], ...] = (
    open_already,
    rewarded_once,
    prerequisites,
    not_a_basis,
    spacing,
    papers,
    windows,
)


def examine_one(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """Of one dossier; what stops it first."""
    findings = [one for guard in _OF_ONE for one in guard(rules, nominated)]
    return sorted(findings, key=lambda one: not one.stops)


def examine_list(
    rules: RuleSet, nominations: Sequence[Nominated], given: Mapping[str, int], *, ministry: str
) -> list[Finding]:
    """Of a list: what is about all of it, then line by line; `given` as in `ratios`."""
    asked: dict[str, int] = {}
    for one in nominations:
        asked[one.award.code] = asked.get(one.award.code, 0) + 1
    of_lines = [*listed_twice(rules, nominations)]
    for one in nominations:
        of_lines += examine_one(rules, one)
    return [
        *ratios(rules, asked, given, ministry=ministry),
        *sorted(of_lines, key=lambda one: (one.line or 0, not one.stops)),
    ]
