"""Scores of a bloc's members as pure rules: points in range, totals, and who stands where."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

_DECIMALS = 2
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """`bonus`: points beside the others, told apart."""

    id: UUID
    name: str
    maximum: Decimal
    bonus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Points of a member; `all` is what it is ranked by."""

    base: Decimal = ZERO
    bonus: Decimal = ZERO

    @property
    def all(self) -> Decimal:
        return self.base + self.bonus


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Members with the same points stand at the same rank, and are `tied`."""

    member_id: UUID
    total: Total
    rank: int
    tied: bool


def points_in(text: str) -> Decimal | None:
    """The points that a field holds, `9,5` or `9.5`, with two decimals at most; else None."""
    try:
        points = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    exponent = points.as_tuple().exponent
    if not isinstance(exponent, int) or points < 0 or exponent < -_DECIMALS:
        return None
    return points if exponent <= 0 else Decimal(int(points))


def out_of_range(criteria: Iterable[Criterion], points: Mapping[UUID, Decimal]) -> Criterion | None:
    """The first criterion without points, or with more than it gives."""
    for one in criteria:
        given = points.get(one.id)
        if given is None or not ZERO <= given <= one.maximum:
            return one
    return None


def total(criteria: Iterable[Criterion], points: Mapping[UUID, Decimal]) -> Total:
    """A criterion without points counts none."""
    sums = {True: ZERO, False: ZERO}
    for one in criteria:
        sums[one.bonus] += points.get(one.id, ZERO)
    return Total(base=sums[False], bonus=sums[True])


def ranked(totals: Mapping[UUID, Total]) -> list[Ranked]:
    """The most points first: 1, 2, 2, 4. Nothing decides among those that are tied."""
    order = sorted(totals, key=lambda member_id: -totals[member_id].all)
    sums = [totals[member_id].all for member_id in order]
    return [
        Ranked(
            member_id=member_id,
            total=totals[member_id],
            rank=sums.index(totals[member_id].all) + 1,
            tied=sums.count(totals[member_id].all) > 1,
        )
        for member_id in order
    ]


def criteria_in(text: str) -> list[tuple[str, Decimal | None]]:
    """A line each: its name, and behind the last `:`, `;` or tab its maximum; None: unreadable."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, points = re.sub(r"[;\t]", ":", line).rpartition(":")
        maximum = points_in(points) if name.strip() else None
        found.append((name.strip() or line, maximum or None))
    return found
