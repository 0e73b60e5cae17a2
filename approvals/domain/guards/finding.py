"""What a guard found: a code, the facts, the article it rests on, and how severe it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from approvals.domain.categories import Severity
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.domain.sourced import Sourced, Strength
from approvals.domain.wording import N_, plain

# Code → sentence. A code, once released, keeps its meaning.
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "papers_missing": N_("No file of the dossier is said to be: %(papers)s."),
        "held_missing": N_("The record does not show that %(award)s was given before."),
        "won_missing": N_("Asked for: %(times)s × %(award)s. The record shows: %(shown)s."),
        "won_not_in_a_row": N_(
            "Asked for: %(times)s × %(award)s in consecutive years. "
            "The record shows at most: %(shown)s."
        ),
        "not_directly_after": N_(
            "%(year)s does not directly follow the year for which %(award)s was given."
        ),
        "not_bloc_leader": N_(
            "In %(year)s the members of its bloc did not vote it their leader for %(award)s."
        ),
        "met_by_name_only": N_(
            "The record meets the conditions only if awards given to somebody of the same name "
            "are this nominee's. Check: %(decisions)s."
        ),
        "to_check": N_("For a person to check, since no record can tell: %(conditions)s."),
        "rewarded_already": N_("%(award)s was given for %(year)s already: %(decision)s."),
        "rewarded_already_by_name": N_(
            "Somebody of the same name was given %(award)s for %(year)s already: %(decision)s."
        ),
        "achievement_rewarded": N_(
            "Much the same achievement was rewarded with %(award)s: %(decision)s."
        ),
        "achievement_rewarded_by_name": N_(
            "Much the same achievement of somebody of the same name was rewarded with "
            "%(award)s: %(decision)s."
        ),
        "not_counted": N_(
            "Given for a sudden deed or a movement, hence no basis for an award for merit: "
            "%(award)s, %(decision)s."
        ),
        "too_early": N_(
            "%(award)s was decided on %(decided_on)s. Counted from that day, the years asked for "
            "are over on %(earliest)s."
        ),
        "ratio_exceeded": N_(
            "%(given)s × %(award)s to %(counted)s × %(among)s known of this body in the year: "
            "more than %(percent)s %%."
        ),
        "ratio_to_check": N_(
            "For a person to check: %(award)s is given to at most %(percent)s %% of %(among)s. "
            "Nominated by this body in the year: %(given)s."
        ),
        "listed_twice": N_("The same nominee for the same award stands in row %(row)s already."),
        "listed_by_name": N_(
            "Somebody of the same name, for the same award, stands in row %(row)s."
        ),
        "open_already": N_(
            "The same nominee is under review for the same award and year: %(dossier)s."
        ),
        "open_before": N_(
            "The same nominee is still under review for the same award: %(dossier)s."
        ),
        "open_by_name": N_(
            "Somebody of the same name is under review for the same award: %(dossier)s."
        ),
        "window_closed": N_("The day for coming to the centre has passed: %(closes)s."),
        "window_closed_but": N_(
            "The day for coming to the centre has passed: %(closes)s. Until %(until)s only for: "
            "%(field)s."
        ),
        "window_not_open": N_("Dossiers come to the centre from %(opens)s on."),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`line` is the nomination's place in its list, from 0; None: it is about the whole list."""

    code: str
    severity: Severity
    basis: str
    strength: Strength
    line: int | None = None
    note: str = ""
    note_en: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOP

    @property
    def sentence(self) -> str:
        """In English."""
        return self.sentence_in(N_, in_english)

    def sentence_in(self, translate: Callable[[str], str], show: Callable[[Any], object]) -> str:
        """In a reader's language: `show` writes one fact for that reader."""
        return translate(SENTENCES[self.code]) % {key: show(it) for key, it in self.facts.items()}


def in_english(fact: object) -> str:
    """A fact as the English sentence shows it."""
    match fact:
        case AwardRule():
            return fact.name_en
        case BothWays():
            return fact.english or fact.vietnamese
        case tuple():
            return ", ".join(in_english(part) for part in fact)
        case _:
            return plain(fact)


@dataclass(frozen=True, slots=True)
class BothWays:
    """Words of a rule set, in its two languages."""

    vietnamese: str
    english: str


def severity_of(rules: RuleSet, guard: str) -> Severity:
    """As the rule set says of a guard; it warns where the set says nothing."""
    said: Sourced[Severity] | None = getattr(rules.guards, guard)
    return said.value if said else Severity.WARN


def found(
    code: str, resting_on: Sourced[Any], severity: Severity, line: int | None, **facts: object
) -> Finding:
    """A finding that rests on a value of the rules."""
    return Finding(
        code=code,
        severity=severity,
        basis=resting_on.basis,
        strength=resting_on.strength,
        line=line,
        note=resting_on.note,
        note_en=resting_on.note_en,
        facts=facts,
    )
