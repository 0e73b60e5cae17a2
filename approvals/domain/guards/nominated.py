"""What guards know of one nomination: who, for what, and what the record says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from approvals.domain.guards.identity import Identity, Likeness
from approvals.domain.rule_set import AwardRule
from models.commendation import AwardKind, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAward:
    """An award that was given, and how sure it is that it was given to the nominee."""

    award: str  # its code
    year: int  # that it counts for
    decided_on: date | None = None
    decision_number: str = ""
    kind: AwardKind = AwardKind.MERIT
    achievements: str = ""
    likeness: Likeness = Likeness.CERTAIN

    @property
    def certain(self) -> bool:
        return self.likeness is Likeness.CERTAIN

    @property
    def decision(self) -> str:
        """As a finding names it: the decision's number, else the year."""
        return self.decision_number or str(self.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDossier:
    """A dossier under review or returned that is not this one; `body_id` put it forward."""

    code: str
    body_id: UUID | None = None
    award: str
    year: int
    likeness: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominated:
    """One line of a list, or one dossier. `on` is the day on which it is looked at."""

    award: AwardRule
    who: Identity
    year: int  # that the award would count for
    body_id: UUID | None = None  # that puts them forward
    on: date
    line: int | None = None  # from 0
    award_kind: AwardKind = AwardKind.MERIT
    achievements: str = ""
    papers: frozenset[Paper] | None = None  # None: files come later
    record: tuple[PastAward, ...] = ()
    others: tuple[OpenDossier, ...] = ()
    leads_bloc: bool | None = None  # by its bloc's vote on this award; None: not known


class Condition(StrEnum):
    """What a way to qualify asks and no record of awards can tell."""

    RATINGS = "ratings"
    INITIATIVES = "initiatives"
    BODY_AGE = "body_age"
    MOVEMENT = "movement"
    BLOC_LEADER = "bloc_leader"
    BESIDES = "besides"


class Whose(StrEnum):
    """What is said of a dossier that is not for the reader to see."""

    ANOTHER_BODY = "dossier_of_another_body"
