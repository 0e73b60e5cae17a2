"""How severe each guard is, as lines of a rule sheet."""

from collections.abc import Iterator

from api.pages.rule_words import Line, Words
from approvals.domain.rule_set import RuleSet
from approvals.domain.wording import N_

# What the system compares with nominations: the first part of a line's key.
COMPARED = frozenset(
    {
        "prerequisite", "window", "ratio", "contents", "spaced_from_decision", "rewarded_once",
        "not_a_basis",
    }
)  # fmt: skip
GUARDS = {
    "duplicates": N_("Where a nominee is put forward twice"),
    "prerequisites": N_("Where conditions are not met"),
    "spacing": N_("Where the years are not over"),
    "rewarded_once": N_("Where the same was rewarded before"),
    "not_a_basis": N_("Where an earlier award is no basis"),
    "ratios": N_("Where a ratio is exceeded"),
    "papers": N_("Where papers are missing"),
    "windows": N_("Where the day has passed"),
}


def guard_lines(words: Words, rules: RuleSet) -> Iterator[Line]:
    """What follows from each finding, where the set says it."""
    for name, label in GUARDS.items():
        severity = getattr(rules.guards, name)
        if severity is not None:
            told = words.label(severity.value)
            yield words.line(f"guard.{name}", words.gettext(label), severity, told)
