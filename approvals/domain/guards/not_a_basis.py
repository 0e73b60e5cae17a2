"""Awards for a sudden deed or a movement are left aside where merit is rewarded; it is said."""

from approvals.domain.guards.finding import Finding, found, severity_of
from approvals.domain.guards.nominated import Nominated
from approvals.domain.guards.prerequisites import not_a_basis_kinds
from approvals.domain.rule_set import RuleSet


def not_a_basis(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """Awards of the record that the conditions name, and that were not counted."""
    principle = rules.principles.not_a_basis
    kinds = not_a_basis_kinds(rules, nominated)
    if principle is None or not kinds:
        return []
    asked_for = {code for way in nominated.award.prerequisites for code in way.value.named}
    severity = severity_of(rules, "not_a_basis")
    return [
        found(
            "not_counted",
            principle,
            severity,
            nominated.line,
            award=rules.awards[past.award],
            decision=past.decision,
        )
        for past in nominated.record
        if past.kind in kinds and past.award in asked_for
    ]
