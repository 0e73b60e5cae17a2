"""Public consultation: what must be posted, until when, and what waits for its end. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from approvals.domain.deadlines import WorkingCalendar, due_on
from approvals.domain.refusals.consulting import (
    ConsultationMissing,
    ConsultationRunning,
    ConsultationTooShort,
    ConsultationWithoutLength,
)
from approvals.domain.requirements import Posting
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.domain.sourced import Sourced


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules ask of a consultation. `working_days` None: they do not say how long."""

    working_days: int | None
    count_first_day: bool
    verified: bool  # of all values that it comes from


def posting_of(rules: RuleSet, award: AwardRule) -> Sourced[Posting] | None:
    """What must be posted before a council votes on an award; None where nothing must."""
    about = (one for one in rules.postings if one.value.before_council and one.value.covers(award))
    return next(about, None)


def asked_by(postings: Iterable[Sourced[Posting]]) -> Asked:
    """Of several awards on one list, the longest; the first day counts where it does for all."""
    found = list(postings)
    known = [one.value.working_days for one in found if one.value.working_days is not None]
    return Asked(
        working_days=max(known, default=None),
        count_first_day=all(one.value.count_first_day for one in found),
        verified=len(known) == len(found) and all(one.strength.verified for one in found),
    )


def length(asked: Asked, wanted: int | None) -> int:
    """In working days: as the rules say, or longer where somebody says so.

    Raises `ConsultationTooShort`, `ConsultationWithoutLength`.
    """
    days = asked.working_days if wanted is None else wanted
    if days is None or days < 1:
        raise ConsultationWithoutLength
    if asked.working_days is not None and days < asked.working_days:
        raise ConsultationTooShort(days=asked.working_days)
    return days


def closing_day(
    opens_on: date, working_days: int, *, count_first_day: bool, calendar: WorkingCalendar
) -> date:
    """The last day on which comments are taken."""
    return due_on(opens_on, working_days, count_first_day=count_first_day, calendar=calendar)


def ensure_consulted(posting: Sourced[Posting] | None, until: date | None, *, on: date) -> None:
    """Raises `ConsultationMissing`, `ConsultationRunning`: a council votes once it is over.

    `until` is the last day of the consultation that lists the dossier; None: there is none.
    """
    if posting is None:
        return
    if until is None:
        raise ConsultationMissing
    if on <= until:
        raise ConsultationRunning(until=until)
