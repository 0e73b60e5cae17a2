"""What differs between two rule sets, thing by thing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.pages.rule_sheets import RuleSheet
from api.pages.rule_words import Line, Words
from approvals.domain.rule_set import AwardRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same thing in two rule sets; None where one does not say it."""

    stage: str
    left: Line | None
    right: Line | None

    @property
    def label(self) -> str:
        line = self.left or self.right
        return line.label if line else ""

    @property
    def same(self) -> bool:
        left, right = self.left, self.right
        return left is not None and right is not None and left.said == right.said

    @property
    def same_words(self) -> bool:
        """The value is the same, though not where it comes from or how well it is known."""
        left, right = self.left, self.right
        return left is not None and right is not None and left.words == right.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Awards of which the same is to be told, or what holds for all (no awards).

    Where only one of the sets knows them, `only_in` is its id, and there are no pairs.
    """

    awards: Sequence[AwardRule]
    pairs: Sequence[Pair]
    only_in: str = ""

    @property
    def different(self) -> list[Pair]:
        return [pair for pair in self.pairs if not pair.same]

    @property
    def alike(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.same]


def compared(left: RuleSheet, right: RuleSheet, words: Words) -> list[Comparison]:
    """What holds for all, then each award that either knows."""
    found: dict[tuple[str, tuple[Pair, ...]], list[AwardRule]] = {}
    for code, known in {**left.awards, **right.awards}.items():
        one, other = left.awards.get(code), right.awards.get(code)
        pairs = _pairs(one.all_lines, other.all_lines, words) if one and other else ()
        only_in = "" if pairs else (left if one else right).rules.id
        found.setdefault((only_in, pairs), []).append(known.award)
    general = Comparison(awards=(), pairs=_pairs(_general(left), _general(right), words))
    return [
        general,
        *(
            Comparison(awards=awards, pairs=pairs, only_in=only_in)
            for (only_in, pairs), awards in found.items()
        ),
    ]


def _general(one: RuleSheet) -> Mapping[str, Line]:
    lines: Iterable[Line] = (*one.common, *one.principles, *one.clauses)
    return {line.key: line for line in lines}


def _pairs(left: Mapping[str, Line], right: Mapping[str, Line], words: Words) -> tuple[Pair, ...]:
    return tuple(
        Pair(stage=words.stage_of(key), left=left.get(key), right=right.get(key))
        for key in {**left, **right}
    )
