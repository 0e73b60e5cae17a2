"""Whether the dossier has the papers that the rules list for its award."""

from approvals.domain.guards.finding import Finding, found, severity_of
from approvals.domain.guards.nominated import Nominated
from approvals.domain.rule_set import RuleSet
from models.commendation import Paper


def papers(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """What is not there, one finding for each article; nothing while files are still to come."""
    if nominated.papers is None:
        return []
    there = set(nominated.papers)
    if Paper.CONFIRMED_REPORT in there:
        there.add(Paper.ACHIEVEMENT_REPORT)  # the same report, with more on it
    severity, findings = severity_of(rules, "papers"), []
    for contents in rules.contents:
        about = contents.value
        kinds = about.kinds or (nominated.award_kind,)
        if about.covers(nominated.award) and nominated.award_kind in kinds:
            missing = tuple(paper for paper in about.papers if paper not in there)
            there |= set(missing)  # said once, though several articles list it
            if missing:
                findings.append(
                    found("papers_missing", contents, severity, nominated.line, papers=missing)
                )
    return findings
