"""What would change for open dossiers under other rules. Pure: nothing is changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from approvals.domain.deadlines import WorkingCalendar, day_after, due_on, working_days_between
from approvals.domain.other_rules import (
    Compared,
    Differs,
    EditionKey,
    Effect,
    ballot_differs,
    comparing,
)
from approvals.domain.rule_set import RuleSet, StageRule
from approvals.domain.tally import Tally, needed
from models.enums import DossierState, NomineeKind, Stage

DueDay = Callable[[date, tuple[int, bool]], date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An open dossier, and the gate where it is; `opened_on` None: it is at none (returned)."""

    code: str
    under: EditionKey
    award: str
    kind: NomineeKind
    state: DossierState
    stage: Stage
    opened_on: date | None = None
    due: date | None = None
    members: int = 1
    excluded: int = 0
    votes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the other rules would mean for one dossier; no effects: it would go on as it does.

    `blocked`: votes were cast that would count differently, so it cannot be moved now.
    """

    running: Running
    effects: tuple[Differs, ...]
    blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """All open dossiers of some rules under others."""

    outlooks: tuple[Outlook, ...]

    @property
    def unchanged(self) -> int:
        return sum(not one.effects for one in self.outlooks)

    @property
    def changed(self) -> int:
        return len(self.outlooks) - self.unchanged

    @property
    def blocked(self) -> int:
        return sum(one.blocked for one in self.outlooks)

    @property
    def by_effect(self) -> Mapping[Effect, int]:
        """How many dossiers each effect concerns; those that concern none are left out."""
        found = dict.fromkeys(Effect, 0)
        for one in self.outlooks:
            for differs in one.effects:
                found[differs.effect] += 1
        return {effect: count for effect, count in found.items() if count}


def dry_run(
    running: Iterable[Running],
    rules: Mapping[EditionKey, RuleSet],
    instead: RuleSet,
    calendar: WorkingCalendar,
) -> DryRun:
    """Each dossier under its own edition, of `rules`, held against the other rules."""
    compared = cache(comparing(rules, instead))

    @cache
    def due(opened: date, limit: tuple[int, bool]) -> date:
        return _due(opened, *limit, calendar)

    return DryRun(outlooks=tuple(_outlook(one, compared, due, calendar) for one in running))


def moved_due_day(
    before: StageRule,
    after: StageRule,
    *,
    opened: date,
    due: date | None,
    calendar: WorkingCalendar,
) -> date | None:
    """The due day under other rules; days that a hold gave are kept. None: no limit."""
    limit, other = _limit(before), _limit(after)
    if limit == other or other is None:
        return due if limit == other else None
    day = _due(opened, *other, calendar)
    if limit is None or due is None:
        return day
    given = working_days_between(_due(opened, *limit, calendar), due, calendar)
    return day_after(day, given, calendar) if given > 0 else day


def _outlook(one: Running, compared: Compared, due: DueDay, calendar: WorkingCalendar) -> Outlook:
    pair = compared(one.under, one.award, one.kind, one.stage)
    before, after = pair.before, pair.after
    if before is None or after is None or one.opened_on is None:
        return Outlook(running=one, effects=pair.effects)
    found = [*pair.effects]
    if _limit(before) != _limit(after):
        found += _day(one, before, after, due, calendar)
    if before.ballot is not None and after.ballot is not None:
        found += _votes(one, before, after)
    blocked = one.votes > 0 and ballot_differs(before, after)
    return Outlook(running=one, effects=tuple(sorted(found, key=_weight)), blocked=blocked)


def _day(
    one: Running, before: StageRule, after: StageRule, due: DueDay, calendar: WorkingCalendar
) -> Iterator[Differs]:
    if one.opened_on is None:
        return
    limit, other = _limit(before), _limit(after)
    day = due(one.opened_on, other) if other else None
    plain = due(one.opened_on, limit) if limit else None
    if other and one.due != plain:  # a hold gave days: rare enough to be reckoned one by one
        day = moved_due_day(before, after, opened=one.opened_on, due=one.due, calendar=calendar)
    if day != one.due:
        yield Differs(effect=Effect.DUE_DAY, before=one.due, after=day)


def _votes(one: Running, before: StageRule, after: StageRule) -> Iterator[Differs]:
    if before.ballot is None or after.ballot is None:
        return
    tally = Tally(members=max(one.members, one.excluded, 1), yes=0, no=0, excluded=one.excluded)
    yes = tally.needs(before.ballot), tally.needs(after.ballot)
    if yes[0] != yes[1]:
        yield Differs(effect=Effect.VOTES_NEEDED, before=yes[0], after=yes[1])
    cast = [
        needed(tally.base(ballot), ballot.quorum_percent.value)
        for ballot in (before.ballot, after.ballot)
    ]
    if cast[0] != cast[1]:
        yield Differs(effect=Effect.VOTES_CAST, before=cast[0], after=cast[1])


def _limit(rule: StageRule) -> tuple[int, bool] | None:
    """Working days, and whether the first day is one of them."""
    if rule.working_days is None:
        return None
    return rule.working_days.value, rule.count_first_day.value


def _due(opened: date, working_days: int, count_first_day: bool, calendar: WorkingCalendar) -> date:  # noqa: FBT001 -- as the rule has them
    return due_on(opened, working_days, count_first_day=count_first_day, calendar=calendar)


def _weight(differs: Differs) -> int:
    return list(Effect).index(differs.effect)
