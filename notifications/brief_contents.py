"""What a morning brief shows."""

from dataclasses import dataclass
from datetime import date

from approvals.queries.morning_brief import Became
from notifications.contents import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckBy:
    """How many are stuck by a cause."""

    cause: str  # its code
    dossiers: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDossier:
    """One line of a brief: a dossier, and the body where it is or has ended."""

    code: str
    nominee: str
    at: str
    url: str
    cause: str | None  # its code: why it is stuck or, where it became something, was
    became: Became | None
    due_on: date | None
    days_left: int  # working days; 0 on the due day


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretariatBrief(Content):
    """What changed since the brief before, and what is due. Of each part the first are listed."""

    day: date
    since: date | None  # the brief before; None: this is the first
    stuck: int
    causes: tuple[StuckBy, ...]
    new: int
    newly_stuck: tuple[ToldDossier, ...]
    freed: int
    became: tuple[tuple[Became, int], ...]  # how many of them
    freed_dossiers: tuple[ToldDossier, ...]
    due: int
    due_until: date
    this_week: bool  # otherwise up to the next one's first working day
    due_dossiers: tuple[ToldDossier, ...]
    stuck_url: str
    list_url: str
