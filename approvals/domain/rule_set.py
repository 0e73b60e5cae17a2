"""What a rule set says: awards, their routes, thresholds and limits, each with its source.

Only shapes and what makes them impossible; the values stand in approvals/rules/*.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from approvals.domain.refusals import AwardUnknown
from models.enums import GateMethod, NomineeKind, Role, Stage

T = TypeVar("T")


class Strength(StrEnum):
    """How well a value is known."""

    V1 = "V1"  # seen in an official source: an agency's page, procedure or reply
    V2 = "V2"  # seen in a legal database or newspaper that cites the article
    V3 = "V3"  # seen for one ministry or province only, or in a text since repealed
    W = "W"  # seen in unofficial material only
    U = "U"  # not verified: a sensible value to start with, to be asked about

    @property
    def verified(self) -> bool:
        return self not in {Strength.W, Strength.U}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Generic[T]):
    """A value with where it comes from; the note of an unverified one says what to ask."""

    value: T
    basis: str
    strength: Strength
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRule:
    """A council's vote. Both percentages are of ALL members, not of those present."""

    secret: Sourced[bool]
    pass_percent: Sourced[int]
    quorum_percent: Sourced[int]
    full_count: Sourced[bool]  # count every vote, even once the answer is certain


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """How one award is judged at one stage."""

    stage: Stage
    method: GateMethod
    at: str  # `nominating-body`, `bloc`, `ministry`, or a body's slug
    may_return: tuple[Role, ...]
    count_first_day: Sourced[bool]
    remind_before: Sourced[tuple[int, ...]]  # working days before the due day, descending
    escalate_after: Sourced[int]  # working days after the due day
    repeat_reviewer: Sourced[bool]  # may judge here who judged the dossier at an earlier stage
    own_body: Sourced[bool]  # may vote here whose own body is the nominee
    nominees: tuple[NomineeKind, ...] = ()  # only these meet the stage; () = all
    ballot: BallotRule | None = None
    working_days: Sourced[int] | None = None  # None: no limit


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRule:
    """One award: for whom, on what basis, decided by whom, by which route."""

    code: str
    name: str
    name_en: str
    recipients: tuple[NomineeKind, ...]
    basis: str
    authority: Sourced[str]
    route: tuple[StageRule, ...]

    def rule_at(self, stage: Stage) -> StageRule:
        """The rule of a stage on this award's route; KeyError when it is not on it."""
        return {rule.stage: rule for rule in self.route}[stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules in force in a period; both days are included."""

    id: str
    title: str
    title_en: str
    valid_from: date
    awards: Mapping[str, AwardRule]
    valid_to: date | None = None
    note: str = ""

    def award(self, code: str) -> AwardRule:
        """The award of that code; raises `AwardUnknown`."""
        try:
            return self.awards[code]
        except KeyError:
            raise AwardUnknown(award=code, rule_set=self.id) from None
