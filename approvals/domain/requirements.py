"""What the rules ask besides the route, in a form that a guard can reckon with: no prose to parse.

Only the shapes; the values stand, each with its source, in approvals/rules/*.toml.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from approvals.domain.categories import (
    AwardGroup,
    Rating,
    Scope,
    Severity,
    Topic,
)
from approvals.domain.sourced import Sourced, Strength, insist
from models.commendation import AwardKind, Paper
from models.conduct import HoldCause
from models.enums import NomineeKind

_A_LEAP_YEAR = 2024  # so that 29 February is a day


class Asked(Protocol):
    """Of an award: what tells whether a value is about it."""

    @property
    def code(self) -> str: ...
    @property
    def group(self) -> AwardGroup | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a value is about: awards by code or by group, and kinds; where none is said, all."""

    awards: tuple[str, ...] = ()
    groups: tuple[AwardGroup, ...] = ()
    kinds: tuple[AwardKind, ...] = ()

    def covers(self, award: Asked) -> bool:
        """Whether it is about this award, whatever the kind."""
        everything = not self.awards and not self.groups
        return everything or award.code in self.awards or award.group in self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Won:
    """An award that the nominee was given so many times within the years asked."""

    award: str
    times: int = 1
    consecutive: bool = False  # in years that follow one another

    def __post_init__(self) -> None:
        insist(self.times >= 1, "`times` is 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """One way to qualify. All that it says must hold; of `won`, all of any one alternative."""

    nominees: tuple[NomineeKind, ...] = ()  # () = all recipients
    held: str = ""  # the award given before, from which the years count
    years: int = 0  # consecutive
    rating: Rating | None = None  # of each of the years, at least
    excellent_years: int = 0  # among the years
    initiatives: int = 0
    initiative_scope: Scope | None = None
    body_years: int = 0  # how old a collective must be
    won: tuple[tuple[Won, ...], ...] = ()
    directly_after: bool = False  # the year considered follows the last of `won`
    movement_years: int = 0  # how long the movement lasted that it is given for
    leads_bloc: bool = False  # voted leader of a cluster or bloc in the year
    besides: str = ""  # what no count can tell
    besides_en: str = ""

    def __post_init__(self) -> None:
        numbers = (self.years, self.excellent_years, self.initiatives, self.body_years)
        insist(min(*numbers, self.movement_years) >= 0, "a number of years or works is 0 or more")
        insist(self.excellent_years <= self.years, "`excellent_years` are among the `years`")
        insist(all(self.won), "an alternative of `won` names an award")

    @property
    def named(self) -> set[str]:
        """The awards that it counts, by code."""
        counted = {won.award for alternative in self.won for won in alternative}
        return counted | ({self.held} if self.held else set())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """At most so many percent of those counted; `only_for` one ministry, where it is said."""

    award: str
    max_percent: int
    among: str = ""  # an award, by code: of those given it
    among_words: str = ""  # or whatever no code names
    among_words_en: str = ""
    only_for: str = ""

    def __post_init__(self) -> None:
        insist(1 <= self.max_percent <= 100, f"{self.max_percent} is not a percentage")  # noqa: PLR2004
        insist(bool(self.among) != bool(self.among_words), "say `among` or `among_words`")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionWindow(About):
    """When dossiers must have come to the centre, as `MM-DD` of each year."""

    closes: str
    opens: str = ""
    closing_day_counts: bool = True  # False: before that day
    field: str = ""  # one branch only, as in "giáo dục"
    field_en: str = ""
    every_years: int = 1  # 5: of the year of the congress

    def __post_init__(self) -> None:
        for day in filter(None, (self.opens, self.closes)):
            insist(_is_a_day(day), f"{day} is no day of a year, as in 10-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting(About):
    """The list is posted for the public, at least so many working days."""

    where: str
    where_en: str
    working_days: int | None = None  # None: not known
    count_first_day: bool = False
    before_council: bool = False  # it must be over before the council meets


@dataclass(frozen=True, slots=True, kw_only=True)
class InterAgencyOpinion(About):
    """Another body is asked (hiệp y); how long it has stands among the principles."""

    asked: str
    asked_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierContents(About):
    """What a dossier contains, in how many originals; None: not known."""

    papers: tuple[Paper, ...]
    originals: int | None = None
    electronic: bool = False  # as files too, except what is a state secret


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilSession(About):
    """When a council's session counts; percent of all members, 66 for two thirds, 51 for most."""

    council: str
    council_en: str
    attendance_percent: int
    pass_percent: int

    def __post_init__(self) -> None:
        for percent in (self.attendance_percent, self.pass_percent):
            insist(1 <= percent <= 100, f"{percent} is not a percentage from 1 to 100")  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class Principles:
    """What holds for every nominee; None: the set does not say."""

    lower_first: Sourced[bool] | None = None  # must a lower award be held before a higher one
    spaced_from_decision: Sourced[bool] | None = None  # years count from the last decision's day
    rewarded_once: Sourced[bool] | None = None  # one achievement, one award
    not_a_basis: Sourced[tuple[AwardKind, ...]] | None = None  # for awards for merit
    holds: Sourced[tuple[HoldCause, ...]] | None = None
    hold_stops_clock: Sourced[bool] | None = None  # unless whoever places it says otherwise
    revocation_proposed_within: Sourced[int] | None = None  # calendar days after the conclusion
    revocation_decided_within: Sourced[int] | None = None  # working days after the proposal
    counts_after_discipline: Sourced[bool] | None = None  # only what was achieved after its end
    maternity_counts: Sourced[bool] | None = None  # as time at work
    women_first: Sourced[bool] | None = None  # where two are equal
    women_percent: Sourced[int] | None = None  # from which a collective counts as of women
    women_tenure_less: Sourced[tuple[int, int]] | None = None  # by the fraction [1, 3]
    opinion_working_days: Sourced[int] | None = None  # of a body whose opinion is asked
    silence_agrees: Sourced[bool] | None = None  # no answer in time holds up nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """How severe each guard is. None: the set does not say, and the guard warns."""

    papers: Sourced[Severity] | None = None
    prerequisites: Sourced[Severity] | None = None
    rewarded_once: Sourced[Severity] | None = None
    not_a_basis: Sourced[Severity] | None = None
    spacing: Sourced[Severity] | None = None
    ratios: Sourced[Severity] | None = None
    duplicates: Sourced[Severity] | None = None
    windows: Sourced[Severity] | None = None

    def __post_init__(self) -> None:
        for name in self.__slots__:
            said: Sourced[Severity] | None = getattr(self, name)
            stops = said is not None and said.value is Severity.STOP
            insist(not stops or said.strength in _STOPS, f"only what is well known stops: {name}")  # type: ignore[union-attr] # said where it stops

    @property
    def stopping(self) -> bool:
        """Whether any guard of this set stops a dossier."""
        said = (getattr(self, name) for name in self.__slots__)
        return any(one is not None and one.value is Severity.STOP for one in said)


_STOPS = frozenset({Strength.V1, Strength.V2})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A value that was not found anywhere: there is nothing to show but what to ask."""

    about: Topic
    ask: str
    ask_en: str
    awards: tuple[str, ...] = ()


def _is_a_day(month_and_day: str) -> bool:
    try:
        date.fromisoformat(f"{_A_LEAP_YEAR}-{month_and_day}")
    except ValueError:
        return False
    return True
