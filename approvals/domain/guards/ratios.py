"""Whether a body puts forward more than the share that the rules allow, in a year."""

from collections.abc import Mapping

from approvals.domain.guards.finding import BothWays, Finding, found, severity_of
from approvals.domain.rule_set import RuleSet
from core.vietnamese import search_key


def ratios(
    rules: RuleSet, asked: Mapping[str, int], given: Mapping[str, int], *, ministry: str
) -> list[Finding]:
    """About a list as a whole. `asked` counts its lines by award; `given`, the body's year with it.

    A ratio among what no code names is for people to check; `ministry` is the name of the body's.
    """
    severity, findings = severity_of(rules, "ratios"), []
    for ratio in rules.ratios:
        share = ratio.value
        elsewhere = share.only_for and search_key(share.only_for) != search_key(ministry)
        if elsewhere or not asked.get(share.award):
            continue
        facts = {
            "award": rules.awards[share.award],
            "given": given.get(share.award, 0),
            "percent": share.max_percent,
        }
        if not share.among:
            among = BothWays(share.among_words, share.among_words_en)
            findings.append(found("ratio_to_check", ratio, severity, None, **facts, among=among))
        elif 100 * given.get(share.award, 0) > share.max_percent * given.get(share.among, 0):
            facts |= {"among": rules.awards[share.among], "counted": given.get(share.among, 0)}
            findings.append(found("ratio_exceeded", ratio, severity, None, **facts))
    return findings
