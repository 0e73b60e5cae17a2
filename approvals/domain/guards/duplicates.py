"""The same nominee for the same award: twice in a list, or in a dossier under review already."""

from collections.abc import Hashable, Iterator, Sequence

from approvals.domain.categories import Severity
from approvals.domain.guards.finding import Finding, found, severity_of
from approvals.domain.guards.identity import Likeness
from approvals.domain.guards.nominated import Nominated, Whose
from approvals.domain.rule_set import RuleSet
from approvals.domain.sourced import Sourced, Strength

_OWN = Sourced(
    value=Severity.WARN,
    basis="Thiết lập của hệ thống",
    strength=Strength.U,
    note="Bộ quy tắc không nói gì về hồ sơ trùng.",
    note_en="The rule set says nothing of dossiers that are there twice.",
)


def listed_twice(rules: RuleSet, nominations: Sequence[Nominated]) -> list[Finding]:
    """Lines of one list, each against those before it, by keys: a long list takes no longer."""
    resting_on, severity = _rule(rules)
    first: dict[Hashable, int] = {}
    by_name: dict[Hashable, int] = {}
    findings = []
    for place, one in enumerate(nominations):
        keys, name = list(_certain(one)), (one.award.code, one.who.kind, one.who.name_key)
        same = next((first[key] for key in keys if key in first), None)
        alike = by_name.get(name)
        if same is not None:
            findings.append(found("listed_twice", resting_on, severity, one.line, row=same + 1))
        elif alike is not None and _may_be_one(one, nominations[alike]):
            findings.append(
                found("listed_by_name", resting_on, Severity.WARN, one.line, row=alike + 1)
            )
        for key in keys:
            first.setdefault(key, place)
        by_name.setdefault(name, place)
    return findings


def open_already(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """Dossiers under review for the same award; only one of the same year may stop this one.

    Of another body's dossier it is only said that it is there, and nothing where it is not certain
    that it is about the same nominee.
    """
    resting_on, severity = _rule(rules)
    findings = []
    for other in nominated.others:
        own, certain = other.body_id == nominated.body_id, other.likeness is Likeness.CERTAIN
        if other.award != nominated.award.code or not (own or certain):
            continue
        code, weight = "open_by_name", Severity.WARN
        if certain:
            same_year = other.year == nominated.year
            code, weight = ("open_already", severity) if same_year else ("open_before", weight)
        told = other.code if own else Whose.ANOTHER_BODY
        findings.append(found(code, resting_on, weight, nominated.line, dossier=told))
    return findings


def _rule(rules: RuleSet) -> tuple[Sourced[Severity], Severity]:
    return rules.guards.duplicates or _OWN, severity_of(rules, "duplicates")


def _certain(one: Nominated) -> Iterator[Hashable]:
    """Keys that only one nominee has, as `Identity.like` has it."""
    who, award = one.who, one.award.code
    if who.body_id:
        yield award, who.body_id
    if who.email:
        yield award, who.kind, who.email
    if who.place and not who.body_id:
        yield award, who.kind, who.spelled, who.place


def _may_be_one(one: Nominated, other: Nominated) -> bool:
    return one.who.like(other.who) is not None
