"""Who files what, when: the proportions of 2019, in waves over ten months.

Facts of 2019: 110,435 cases were appraised for 146 bodies, in about 2,900 submissions. Its kinds
of commendation are not awards that our rules know: only how many there were of each shapes how
many dossiers each of our four awards has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from math import exp
from random import Random

from cli.national.country import Home
from cli.national.stories import Story
from models.enums import NomineeKind

DOSSIERS = 110_435
_SEED = 2019
_SUBMISSIONS = 2_900
_RUN = 24  # nominees of one kind that stand together in lists
# How many cases there were in 2019, and for what and whom we have as many.
KINDS: Mapping[str, tuple[int, str, NomineeKind]] = {
    "niên hạn": (70_327, "bk-ttg", NomineeKind.INDIVIDUAL),
    "kháng chiến": (22_924, "bk-bo", NomineeKind.INDIVIDUAL),
    "kinh tế - xã hội": (12_513, "bk-ttg", NomineeKind.COLLECTIVE),
    "cống hiến": (3_831, "cstdtq", NomineeKind.INDIVIDUAL),
    "đối ngoại": (840, "co-cp", NomineeKind.COLLECTIVE),
}
_HOUSEHOLDS = 0.15  # of the certificates of ministries and provinces
_WAVES = ((0.15, 1.0), (0.5, 0.9), (0.86, 0.9))  # when in the year, and how high
_VACANT_DAYS = (15, 44)  # how many working days ago bodies without a head filed
_MORNING = 4 * 3600 + 1800  # seconds over which submissions come in
_APART = 20  # seconds between the dossiers of a list


@dataclass(frozen=True, slots=True)
class Filing:
    """One submission: on the working day `start`, `own` seconds later than in the rehearsal."""

    home: Home
    start: int
    own: int
    stories: tuple[Story, ...]


def by_award(count: int) -> dict[str, int]:
    """How many dossiers of each award a year of so many has."""
    found: dict[str, int] = {}
    shares = apportioned(count, [cases for cases, _, _ in KINDS.values()])
    for (_, award, _), share in zip(KINDS.values(), shares, strict=True):
        found[award] = found.get(award, 0) + share
    return found


def apportioned(count: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights, which add up to the count."""
    total = sum(weights)
    exact = [count * weight / total for weight in weights]
    found = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: found[place] - exact[place])
    for place in by_rest[: count - sum(found)]:
        found[place] += 1
    return found


def plan(
    homes: Sequence[Home], stories: Sequence[Story], *, count: int, today: int
) -> list[Filing]:
    """All filings in the order in which they came in; `today` is the number of a working day."""
    return sorted(
        _Planning(homes, stories, today).filings(count), key=lambda one: (one.start, one.own)
    )


class _Planning:
    def __init__(self, homes: Sequence[Home], stories: Sequence[Story], today: int) -> None:
        self._homes, self._stories, self._today = homes, stories, today
        self._drawn = Random(_SEED)  # noqa: S311 -- the same year each time
        self._known: dict[tuple[str, NomineeKind, int], tuple[list[Story], list[int]]] = {}

    def filings(self, count: int) -> Iterator[Filing]:
        wanted = [
            (award, kind)
            for (_, award, kind), share in zip(
                KINDS.values(), apportioned(count, [one[0] for one in KINDS.values()]), strict=True
            )
            for _ in range(share)
        ]
        for filing in self._without_head(count):
            yield filing
            for story in filing.stories:
                wanted.remove((story.award, story.kind))
        headed = [home for home in self._homes if home.headed]
        weights = [exp(self._drawn.gauss(0, 0.8)) for _ in headed]
        submissions = max(1, round(len(wanted) * _SUBMISSIONS / DOSSIERS))
        everybody = headed[:submissions]  # each files at least once, where there are enough
        filing_ = everybody + self._drawn.choices(headed, weights, k=submissions - len(everybody))
        sizes = [exp(self._drawn.gauss(0, 0.9)) for _ in filing_]
        lists = iter(self._in_runs(wanted))
        for home, size in zip(filing_, _each_one(apportioned(len(wanted), sizes)), strict=True):
            start = self._day()
            told = tuple(self._story(*one, start) for one in islice(lists, size))
            if told:
                yield Filing(home, start, self._drawn.randrange(_MORNING), told)

    def _without_head(self, count: int) -> Iterator[Filing]:
        """A few lists, lately, of what only a head could sign."""
        [story] = [story for story in self._stories if not story.headed]
        size = max(1, round(count * 12 / DOSSIERS))
        for home in self._homes:
            if not home.headed:
                start = self._today - self._drawn.randint(*_VACANT_DAYS)
                own = self._drawn.randrange(_MORNING)
                yield Filing(home, start, own, (story,) * size)

    def _in_runs(self, wanted: Sequence[tuple[str, NomineeKind]]) -> list[tuple[str, NomineeKind]]:
        """Lists are mostly of one kind."""
        runs = [wanted[at : at + _RUN] for at in range(0, len(wanted), _RUN)]
        self._drawn.shuffle(runs)
        return [one for run in runs for one in run]

    def _day(self) -> int:
        """Before today: what came in today is still on its way."""
        days = range(self._today)
        weights = [
            0.35 + sum(high * exp(-(((day / self._today - at) / 0.08) ** 2)) for at, high in _WAVES)
            for day in days
        ]
        return self._drawn.choices(days, weights)[0]

    def _story(self, award: str, kind: NomineeKind, start: int) -> Story:
        """Of those that a dossier of this age may be living."""
        if award == "bk-bo" and self._drawn.random() < _HOUSEHOLDS:
            kind = NomineeKind.HOUSEHOLD
        key = award, kind, self._today - start
        if key not in self._known:
            fitting = [
                story
                for story in self._stories
                if (story.award, story.kind) == (award, kind)
                and story.headed
                and story.until >= self._today - start
            ]
            self._known[key] = fitting, list(accumulate(story.weight for story in fitting))
        fitting, weights = self._known[key]
        return self._drawn.choices(fitting, cum_weights=weights)[0]


def _each_one(sizes: Sequence[int]) -> list[int]:
    """At least one in each list, where there are enough: the longest give."""
    found = list(sizes)
    for place, size in enumerate(found):
        if not size:
            longest = found.index(max(found))
            found[longest] -= 1
            found[place] = 1
    return found


def after(own: int, place: int) -> int:
    """How much longer people take over the n-th dossier of a list."""
    return own + place * _APART % 3600
