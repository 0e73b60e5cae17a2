"""Tables of figures: their shapes. Each figure comes with what it counts; words are the pages'.

A figure is never typed: it is a count, or a share of two counts that is divided last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from approvals.domain.counted import Counted

_WHOLE = 100_00  # hundredths of a percent


class Figures(StrEnum):
    """The tables; numbers are those of the forms of Circular 02/2023/TT-BNV."""

    MOVEMENTS = "0601"
    STATE_AWARDS = "0602"
    MINISTRY_AWARDS = "0603"
    BODIES = "0604"
    OFFICERS = "0605"
    SHARES = "shares"
    DIRECT = "direct-workers"
    AUTHORITY = "authority"
    TIMELINESS = "timeliness"
    FIELDS = "fields"
    BACKLOG = "backlog"


FORMS = (
    *(Figures.MOVEMENTS, Figures.STATE_AWARDS, Figures.MINISTRY_AWARDS),
    *(Figures.BODIES, Figures.OFFICERS),
)
# What the record does not hold: said, and never made up.
NOT_RECORDED = frozenset({Figures.FIELDS})


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as two counts."""

    part: int
    whole: int

    @property
    def hundredths(self) -> int | None:
        """Of a percent, the half rounded up: 347 is 3.47 %. None of nothing."""
        if not self.whole:
            return None
        return (2 * _WHOLE * self.part + self.whole) // (2 * self.whole)


@dataclass(frozen=True, slots=True)
class Named:
    """A body or an award, in both languages; `key`: how addresses name it."""

    key: str
    vietnamese: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A submission as the heading of a row."""

    id: UUID
    number: str


Heading = StrEnum | Named | Filed


@dataclass(frozen=True, slots=True)
class Listed:
    """Which dossiers a list is to show: what is counted, by whom they were filed, for what."""

    counted: Counted
    body: str = ""
    award: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure; None: the record does not say. `listed`: the dossiers it counts."""

    value: int | Share | None
    listed: Listed | None = None


class Column(StrEnum):
    """What columns tell that no closed list names."""

    TOTAL = "total"
    LAUNCHED = "launched"
    IN_BLOCS = "in_blocs"
    ENTERPRISES = "enterprises"
    MINISTRY_LEADERS = "ministry_leaders"
    DEPARTMENT_LEADERS = "department_leaders"
    ENTREPRENEURS = "entrepreneurs"
    OTHER_LEADERS = "other_leaders"
    SHARE = "share"
    SHARE_DIRECT = "share_direct"
    SHARE_OWN = "share_own"
    GATES = "gates"
    SHARE_IN_TIME = "share_in_time"
    HALF = "half"
    PRESENT = "present"
    WITH_COUNCIL = "with_council"
    PEOPLE = "people"
    WOMEN = "women"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Row:
    """`depth` 0 sums up the rows of depth 1 that follow it, where there are any."""

    heading: Heading
    cells: Sequence[Cell]
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`rows` of depth 0 add up to `total`, which is missing where nothing is added up."""

    figures: Figures
    columns: Sequence[StrEnum] = ()
    rows: Sequence[Row] = ()
    total: Sequence[Cell] | None = None
    not_recorded: bool = False  # none of it
