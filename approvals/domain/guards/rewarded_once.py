"""One achievement is rewarded once: the same award for the same year, or much the same text."""

from collections.abc import Iterator

from approvals.domain.guards.finding import Finding, found, severity_of
from approvals.domain.guards.nominated import Nominated, PastAward
from approvals.domain.rule_set import RuleSet
from core.vietnamese import search_key

_ALIKE = 0.6  # of the runs of words of both; a sign for a reader, no rule
_RUN = 3  # words
_TELLING = 8  # runs: a shorter text says too little to be told apart


def rewarded_once(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """Past awards that may have rewarded what the nominee is put forward for."""
    principle = rules.principles.rewarded_once
    if principle is None or not principle.value:
        return []
    severity = severity_of(rules, "rewarded_once")
    return [
        found(
            code,
            principle,
            severity,
            nominated.line,
            award=rules.awards[past.award],
            year=past.year,
            decision=past.decision,
        )
        for code, past in _suspect(nominated)
        if past.award in rules.awards
    ]


def _suspect(nominated: Nominated) -> Iterator[tuple[str, PastAward]]:
    words = _runs(nominated.achievements)
    for past in nominated.record:
        by_name = "" if past.certain else "_by_name"
        if past.award == nominated.award.code and past.year == nominated.year:
            yield f"rewarded_already{by_name}", past
        elif _alike(words, _runs(past.achievements)):
            yield f"achievement_rewarded{by_name}", past


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = search_key(text).split()
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    enough = min(len(one), len(other)) >= _TELLING
    return enough and len(one & other) >= _ALIKE * len(one | other)
