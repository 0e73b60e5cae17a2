"""Where a dossier stands, and all that may be in its way: what `why_stuck` judges. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from models.enums import DossierState


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away from today to a last day."""

    person_id: UUID
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody whose turn it is."""

    name: str
    assignment_id: UUID | None = None
    asked_at: datetime | None = None
    opened: bool = False  # they have seen the page of their task
    away: Away | None = None  # today, and nobody decides for them though somebody might
    away_changes_at: datetime | None = None  # the end of the day: whether they are is asked anew
    unreachable: bool = False  # no mail gets to the address
    on_its_way_since: datetime | None = None  # a mail that the provider took, and did not bring


@dataclass(frozen=True, slots=True)
class Usual:
    """How long gates like this one took: the time within which so many percent of them closed."""

    in_85_percent: timedelta
    in_95_percent: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a dossier stands, and all that may be in its way."""

    now: datetime
    state: DossierState
    since: datetime  # at its gate, or returned
    held_since: datetime | None = None  # nothing may be decided meanwhile
    unposted: bool = False  # a council votes here on what must be posted first, and is not
    posted_until: date | None = None  # where the council waits for the end of that day
    posting_over_at: datetime | None = None  # the end of it
    opinion_due_on: date | None = None  # the last day of a body whose opinion is awaited
    due_on: date | None = None
    due_at: datetime | None = None
    asked: Sequence[Asked] = ()
    envelopes: int = 0  # of absent members, to be opened when all others have voted
    short: int = 0  # votes that a ballot's quorum lacks
    unheeded_since: datetime | None = None  # it changed, and the engine has not looked yet
    in_line: bool = False  # since the engine is at work, and others come first
    usual: Usual | None = None  # None: too few have been there to tell

    @property
    def is_open(self) -> bool:
        return self.state is DossierState.UNDER_REVIEW

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.now >= self.due_at
