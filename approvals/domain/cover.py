"""Which covers go together: one at a time for each duty, and handed on once only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from approvals.domain.refusals.covering import (
    AbsenceDaysWrong,
    CoverActsForOthers,
    CoverDaysWrong,
    CoverIsAway,
    CoverOverlaps,
    NobodyCoversThemselves,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """Somebody acts for somebody who is away. `body_id` None: wherever they decide."""

    absent_id: UUID
    absent: str
    acting_id: UUID
    acting: str
    body_id: UUID | None
    starts_on: date
    ends_on: date

    def meets(self, other: "Covering") -> bool:
        """Whether both hold on some day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def shares_body(self, other: "Covering") -> bool:
        return None in {self.body_id, other.body_id} or self.body_id == other.body_id


def ensure_days(starts_on: date, ends_on: date, *, today: date) -> None:
    """Raises `CoverDaysWrong`: nobody can have been covered before it was said."""
    if starts_on < today:
        raise CoverDaysWrong().at("starts_on")
    if ends_on < starts_on:
        raise CoverDaysWrong().at("ends_on")


def ensure_away(starts_on: date, ends_on: date, *, today: date) -> None:
    """Raises `AbsenceDaysWrong`: it may have begun already, and is not over."""
    if ends_on < max(starts_on, today):
        raise AbsenceDaysWrong


def acted_for(days: Iterable[date], body_ids: Iterable[UUID], covers: Iterable[Covering]) -> bool:
    """Whether somebody acts for one person on each of these days, in each of these bodies."""
    named, everywhere = list(covers), list(body_ids)
    return all(
        any(one.starts_on <= day <= one.ends_on and one.body_id in {None, body_id} for one in named)
        for day in days
        for body_id in everywhere
    )


def ensure_fits(wanted: Covering, others: Iterable[Covering]) -> None:
    """Raises `NobodyCoversThemselves`, `CoverOverlaps`, `CoverIsAway`, `CoverActsForOthers`."""
    if wanted.acting_id == wanted.absent_id:
        raise NobodyCoversThemselves
    for other in filter(wanted.meets, others):
        days = {"starts_on": other.starts_on, "ends_on": other.ends_on}
        if other.absent_id == wanted.absent_id and wanted.shares_body(other):
            raise CoverOverlaps(acting=other.acting, absent=other.absent, **days)
        if other.absent_id == wanted.acting_id:
            raise CoverIsAway(person=wanted.acting, **days)
        if other.acting_id == wanted.absent_id:
            raise CoverActsForOthers(person=wanted.absent, other=other.absent, **days)
