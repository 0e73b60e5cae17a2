"""Whether the record shows what a nominee must have been given before."""

from collections.abc import Iterable, Iterator, Sequence

from approvals.domain.categories import Severity
from approvals.domain.guards.finding import Finding, found, severity_of
from approvals.domain.guards.nominated import Condition, Nominated, PastAward
from approvals.domain.requirements import Prerequisite, Won
from approvals.domain.rule_set import RuleSet
from approvals.domain.sourced import Sourced

Missing = tuple[str, dict[str, object]]  # a finding's code and facts
_FOR_PEOPLE = {"met_by_name_only", "to_check"}  # not certain, hence never a stop


def prerequisites(rules: RuleSet, nominated: Nominated) -> list[Finding]:
    """What is missing of the way to qualify that the nominee is nearest to; any one will do.

    Awards given to somebody of the same name are not counted, but it is said where they would do.
    """
    ways = [way for way in nominated.award.prerequisites if _is_for(way.value, nominated)]
    if not ways:
        return []
    open_ways = [way for way in ways if not _barred(way.value, nominated)]
    barred = _not_bloc_leader(rules, ways, nominated, another_way=bool(open_ways))
    return [*barred, *_of_nearest(rules, open_ways, nominated)] if open_ways else barred


def _of_nearest(
    rules: RuleSet, ways: Sequence[Sourced[Prerequisite]], nominated: Nominated
) -> list[Finding]:
    severity, line = severity_of(rules, "prerequisites"), nominated.line
    counted = basis_for(rules, nominated)
    certain = [past for past in counted if past.certain]
    missing, way = _nearest(rules, ways, nominated, certain)
    if missing and len(certain) < len(counted):
        missing_by_name, way_by_name = _nearest(rules, ways, nominated, counted)
        if not missing_by_name:
            by_name = tuple(past.decision for past in counted if not past.certain)
            way, missing = way_by_name, [("met_by_name_only", {"decisions": by_name})]
    conditions = tuple(_left_to_people(way.value, nominated))
    missing += [("to_check", {"conditions": conditions})] if conditions else []
    return [
        found(code, way, Severity.WARN if code in _FOR_PEOPLE else severity, line, **facts)
        for code, facts in missing
    ]


def basis_for(rules: RuleSet, nominated: Nominated) -> list[PastAward]:
    """The record without what is no basis for an award of this kind."""
    left_out = not_a_basis_kinds(rules, nominated)
    return [past for past in nominated.record if past.kind not in left_out]


def not_a_basis_kinds(rules: RuleSet, nominated: Nominated) -> frozenset[str]:
    """Kinds whose awards are no basis here: the rule is about awards for merit."""
    said = rules.principles.not_a_basis
    merit = nominated.award_kind.value == "merit"
    return frozenset(said.value) if said and merit else frozenset()


def shortfalls(
    rules: RuleSet, way: Prerequisite, year: int, record: Sequence[PastAward]
) -> list[Missing]:
    """What the record does not show of one way to qualify, as far as it can be counted.

    One more award in the record never adds to it: the years may count from any time `held` was
    given, and whatever is needed may be anywhere among them.
    """
    if not way.held:
        first = year - way.years + 1 if way.years else 0
        return _missing_won(rules, way, year, [past for past in record if past.year >= first])
    held = [past.year for past in record if past.award == way.held]
    if not held:
        without = [past for past in record if past.award != way.held]
        return [
            ("held_missing", {"award": rules.awards[way.held]}),
            *_missing_won(rules, way, year, without),
        ]
    since = [past for past in record if past.year > min(held)]
    return _missing_won(rules, way, year, since)


def _nearest(
    rules: RuleSet,
    ways: Iterable[Sourced[Prerequisite]],
    nominated: Nominated,
    record: Sequence[PastAward],
) -> tuple[list[Missing], Sourced[Prerequisite]]:
    """The way with the least missing; of two, the one the rules say first."""
    tried = [(shortfalls(rules, way.value, nominated.year, record), way) for way in ways]
    return min(tried, key=lambda one: len(one[0]))


def _barred(way: Prerequisite, nominated: Nominated) -> bool:
    """Whether its bloc's vote, which is counted, has closed this way."""
    return way.leads_bloc and nominated.leads_bloc is False


def _not_bloc_leader(
    rules: RuleSet,
    ways: Iterable[Sourced[Prerequisite]],
    nominated: Nominated,
    *,
    another_way: bool,
) -> list[Finding]:
    """That the bloc voted for another; where another way is left, it stops nothing."""
    barred = [way for way in ways if _barred(way.value, nominated)]
    severity = Severity.WARN if another_way else severity_of(rules, "prerequisites")
    facts = {"year": nominated.year, "award": nominated.award}
    return [found("not_bloc_leader", way, severity, nominated.line, **facts) for way in barred[:1]]


def _is_for(way: Prerequisite, nominated: Nominated) -> bool:
    return not way.nominees or nominated.who.kind in way.nominees


def _missing_won(
    rules: RuleSet, way: Prerequisite, year: int, record: Sequence[PastAward]
) -> list[Missing]:
    """Of the alternatives, the one with the least missing."""
    before = [past for past in record if past.year <= year]
    tried = [list(_missing(rules, way, year, before, one)) for one in way.won]
    return min(tried, key=len, default=[])


def _missing(
    rules: RuleSet,
    way: Prerequisite,
    year: int,
    record: Sequence[PastAward],
    alternative: Iterable[Won],
) -> Iterator[Missing]:
    last_years = set()
    for won in alternative:
        award = rules.awards[won.award]
        years = [past.year for past in record if past.award == won.award]
        shown = _longest_run(years) if won.consecutive else len(years)
        if shown < won.times:
            code = "won_not_in_a_row" if won.consecutive else "won_missing"
            yield code, {"times": won.times, "award": award, "shown": shown}
        elif not (way.directly_after and won.consecutive):
            last_years |= set(years)
        elif set(range(year - won.times, year)) <= set(years):
            last_years.add(year - 1)
        else:
            yield "not_directly_after", {"year": year, "award": award}
    if way.directly_after and last_years and year - 1 not in last_years:
        first = next(iter(alternative))
        yield "not_directly_after", {"year": year, "award": rules.awards[first.award]}


def _longest_run(years: Iterable[int]) -> int:
    """How many years that follow one another, at most."""
    known = set(years)
    longest = 0
    for start in (year for year in known if year - 1 not in known):
        end = start
        while end in known:
            end += 1
        longest = max(longest, end - start)
    return longest


def _left_to_people(way: Prerequisite, nominated: Nominated) -> Iterator[Condition]:
    asked = {
        Condition.RATINGS: way.rating is not None or way.excellent_years > 0,
        Condition.INITIATIVES: way.initiatives > 0,
        Condition.BODY_AGE: way.body_years > 0,
        Condition.MOVEMENT: way.movement_years > 0,
        Condition.BLOC_LEADER: way.leads_bloc and nominated.leads_bloc is None,
        Condition.BESIDES: bool(way.besides),
    }
    return (condition for condition, holds in asked.items() if holds)
