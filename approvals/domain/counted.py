"""What a figure counts, in words of closed lists: so that it can be counted, and listed, alike.

`awarded.2026.tenure.individual.direct` is how it stands in an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from approvals.domain.rule_set import MINISTRY, NOMINATING_BODY, AwardRule
from models.commendation import AwardKind
from models.enums import BodyKind, NomineeKind, Stage


class Basis(StrEnum):
    """Which dossiers of a year are counted; those that are open, of all years."""

    FILED = "filed"
    AWARDED = "awarded"
    JUDGED = "judged"  # a gate decided in the year
    OPEN = "open"


class Level(StrEnum):
    """Where an award is decided."""

    STATE = "state"  # President, Government, Prime Minister
    MINISTRY = "ministry"  # ministry, central agency, province
    GRASSROOTS = "grassroots"  # the head of the nominating body


class Authority(StrEnum):
    """Whether the nominating body may give the award itself, or proposes it to another."""

    OWN = "own"
    UPWARD = "upward"


class Work(StrEnum):
    """Whether an individual works directly and holds no leading office, as the list said."""

    DIRECT = "direct"
    OTHER = "other"


class Pace(StrEnum):
    """Whether a gate was decided by the last day of its limit."""

    IN_TIME = "in_time"
    LATE = "late"
    UNLIMITED = "unlimited"


class Age(StrEnum):
    """Calendar days since a dossier was filed."""

    UNDER_30 = "under_30"
    UNDER_90 = "under_90"
    UNDER_180 = "under_180"
    UNDER_365 = "under_365"
    OLDER = "older"


# The first day of each age, the youngest first.
AGES: Mapping[Age, int] = MappingProxyType(
    {Age.UNDER_30: 0, Age.UNDER_90: 30, Age.UNDER_180: 90, Age.UNDER_365: 180, Age.OLDER: 365}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The dossiers that a figure counts; what is None narrows nothing."""

    basis: Basis
    year: int | None = None  # None: what is open
    level: Level | None = None
    authority: Authority | None = None
    kind: AwardKind | None = None
    recipient: NomineeKind | None = None
    work: Work | None = None
    stage: Stage | None = None
    pace: Pace | None = None
    age: Age | None = None
    submission_id: UUID | None = None

    @property
    def written(self) -> str:
        """As it stands in an address: `filed.2026.individual.direct`."""
        said = (getattr(self, field.name) for field in fields(self))
        return ".".join(str(word) for word in said if word is not None)


# No word means two things, which a test holds: they need no names beside them.
_LISTS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "basis": Basis,
        "level": Level,
        "authority": Authority,
        "kind": AwardKind,
        "recipient": NomineeKind,
        "work": Work,
        "stage": Stage,
        "pace": Pace,
        "age": Age,
    }
)
_WORDS = {word.value: (name, word) for name, words in _LISTS.items() for word in words}
_YEARS = range(1900, 3000)


def read_counted(text: str) -> Counted | None:
    """What an address says is counted; None where it does not say of which dossiers and year."""
    said: dict[str, object] = {}
    for part in text.split("."):
        if part in _WORDS:
            name, word = _WORDS[part]
            said[name] = word
        elif part.isdecimal() and len(part) == len("2026") and int(part) in _YEARS:
            said["year"] = int(part)
        else:
            said["submission_id"] = _uuid(part)
    basis = said.get("basis")
    if basis is None or (basis is Basis.OPEN) != ("year" not in said):
        return None
    return Counted(**said)  # type: ignore[arg-type] # each from its own list


def level_of(award: AwardRule) -> Level:
    """Where an award is decided, as the last stage of its route says."""
    match award.route[-1].at:
        case at if at == NOMINATING_BODY:
            return Level.GRASSROOTS
        case at if at == MINISTRY:
            return Level.MINISTRY
        case _:
            return Level.STATE


def authority_of(level: Level, body: BodyKind) -> Authority:
    """Whether a body that nominates for an award decided at this level gives it itself."""
    own = level is Level.GRASSROOTS or (level is Level.MINISTRY and body is BodyKind.MINISTRY)
    return Authority.OWN if own else Authority.UPWARD


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
