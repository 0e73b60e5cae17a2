"""What differs for one award at one stage under other rules, whatever the dossier. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from approvals.domain.route import stages_for
from approvals.domain.rule_set import AwardRule, RuleSet, StageRule
from models.enums import NomineeKind, Stage

EditionKey = tuple[str, int]


class Effect(StrEnum):
    """In what way a dossier would fare differently, the weightiest first."""

    UNKNOWN = "unknown"  # the other rules do not know the award, or not its stage
    ROUTE = "route"  # the stages to come
    ASKED = "asked"  # who judges here, and who may not
    DUE_DAY = "due_day"
    VOTES_NEEDED = "votes_needed"
    VOTES_CAST = "votes_cast"  # how many must vote
    BALLOT = "ballot"  # secret or open, until the last vote or not
    REMINDERS = "reminders"  # and when it is reported as overdue
    PROOF = "proof"  # how whoever decides shows who they are
    LATER = "later"  # how a stage to come is judged
    CHECKS = "checks"  # what is pointed out, and what holds for every nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """One effect; `before` and `after` where it is a day or a number."""

    effect: Effect
    before: date | int | None = None
    after: date | int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The rules of one stage under both, and what differs whatever the dossier."""

    before: StageRule | None
    after: StageRule | None
    effects: tuple[Differs, ...]


Compared = Callable[[EditionKey, str, NomineeKind, Stage], Pair]


def comparing(rules: Mapping[EditionKey, RuleSet], instead: RuleSet) -> Compared:
    """What differs for an award, a kind of nominee and a stage: the same for many dossiers."""

    def compared(under: EditionKey, code: str, kind: NomineeKind, stage: Stage) -> Pair:
        mine, other = rules[under], instead.awards.get(code)
        award = mine.awards[code]
        before = {rule.stage: rule for rule in award.route}.get(stage)
        after = {rule.stage: rule for rule in other.route}.get(stage) if other else None
        if other is None or before is None or after is None or kind not in other.recipients:
            return Pair(before, None, (Differs(effect=Effect.UNKNOWN),))
        found = [*_of_route(award, other, kind, stage), *_of_stage(before, after)]
        if _checks(mine, award) != _checks(instead, other):
            found.append(Differs(effect=Effect.CHECKS))
        return Pair(before, after, tuple(found))

    return compared


def ballot_differs(before: StageRule, after: StageRule) -> bool:
    """Whether votes cast under one would be counted differently under the other."""
    return _values(before.ballot, _COUNTING) != _values(after.ballot, _COUNTING)


_COUNTING = ("secret", "pass_percent", "quorum_percent", "full_count", "excluded_members")
_BALLOT = ("secret", "full_count")
_WHO = ("repeat_reviewer", "own_body", "cover")
_WHEN = ("remind_before", "escalate_after")
_ALL_OF_STAGE: Mapping[Effect, tuple[str, ...]] = MappingProxyType(
    {Effect.REMINDERS: _WHEN, Effect.PROOF: ("assurance",)}
)


def _of_route(
    award: AwardRule, other: AwardRule, kind: NomineeKind, stage: Stage
) -> Iterator[Differs]:
    before, after = (_to_come(one, kind, stage) for one in (award, other))
    if [_who(rule) for rule in before] != [_who(rule) for rule in after]:
        yield Differs(effect=Effect.ROUTE)
    elif list(map(_told, before)) != list(map(_told, after)):
        yield Differs(effect=Effect.LATER)


def _of_stage(before: StageRule, after: StageRule) -> Iterator[Differs]:
    same_people = _who(before) == _who(after)
    if not same_people or _values(before, _WHO) != _values(after, _WHO):
        yield Differs(effect=Effect.ASKED)
    if _values(before.ballot, _BALLOT) != _values(after.ballot, _BALLOT):
        yield Differs(effect=Effect.BALLOT)
    for effect, names in _ALL_OF_STAGE.items():
        if _values(before, names) != _values(after, names):
            yield Differs(effect=effect)


def _to_come(award: AwardRule, kind: NomineeKind, stage: Stage) -> list[StageRule]:
    order = list(Stage)
    here = order.index(stage)
    return [rule for rule in stages_for(award, kind) if order.index(rule.stage) > here]


def _who(rule: StageRule) -> tuple[object, ...]:
    return rule.stage, rule.method, rule.at


def _told(rule: StageRule) -> tuple[object, ...]:
    """All values of a stage without where they come from."""
    names = (*_WHO, *_WHEN, "assurance", "working_days", "count_first_day")
    return *_who(rule), *_values(rule, names), *_values(rule.ballot, _COUNTING)


def _checks(rules: RuleSet, award: AwardRule) -> tuple[object, ...]:
    """What holds for every nominee, and what guards ask of this award: values alone."""
    of_rules = [_values(part, type(part).__slots__) for part in (rules.guards, rules.principles)]
    clauses = (rules.windows, rules.ratios, rules.contents, rules.postings, rules.opinions)
    said = [tuple(one.value for one in clause) for clause in clauses]
    return *of_rules, *said, tuple(one.value for one in award.prerequisites)


def _values(part: object, names: Iterable[str]) -> tuple[object, ...]:
    sourced = (getattr(part, name, None) for name in names)
    return tuple(None if one is None else one.value for one in sourced)
