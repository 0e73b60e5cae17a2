"""What it means that another body is asked for its opinion of a dossier (hiệp y). Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from approvals.domain import deadlines
from approvals.domain.deadlines import WorkingCalendar
from approvals.domain.refusals.asking_bodies import (
    ObjectionUnexplained,
    OpinionAwaited,
    OpinionLimitUnknown,
)
from approvals.domain.requirements import Asked, InterAgencyOpinion, Principles
from approvals.domain.rule_set import StageRule
from approvals.domain.sourced import Sourced
from models.conduct import AgencyAnswer
from models.enums import Choice, GateMethod, Stage


class Consulted(Protocol):
    """Of an opinion: what tells whether it is awaited, and until when."""

    @property
    def awaited(self) -> bool: ...
    @property
    def due_on(self) -> date: ...


def ensure_none_awaited(until: date | None) -> None:
    """Raises `OpinionAwaited`. Whatever lets a gate pass asks this, of the locked dossier."""
    if until is not None:
        raise OpinionAwaited(until=until)


def ensure_answered(until: date | None, choice: Choice, *, voted: bool) -> None:
    """Raises `OpinionAwaited` for a word that lets the dossier go on.

    A council does not vote before it knows the opinion: if only votes against could be cast, they
    would be all there are.
    """
    if choice is Choice.PASS or (voted and choice is Choice.REJECT):
        ensure_none_awaited(until)


def awaited_until(opinions: Iterable[Consulted]) -> date | None:
    """The last day that any of these bodies has; None where none is awaited."""
    return max((one.due_on for one in opinions if one.awaited), default=None)


def opinion_due_on(principles: Principles, today: date, calendar: WorkingCalendar) -> date:
    """The last working day of a body that is asked today. Raises `OpinionLimitUnknown`."""
    limit = principles.opinion_working_days
    if limit is None:
        raise OpinionLimitUnknown
    return deadlines.due_on(today, limit.value, count_first_day=False, calendar=calendar)


def silence_agrees(principles: Principles) -> bool:
    """Whether no answer in time holds up nothing; where the rules do not say, it does."""
    return principles.silence_agrees is not None and principles.silence_agrees.value


def longer_by(rule: StageRule) -> int:
    """The working days that a stage has more where another body is asked, 0 or more."""
    if rule.working_days is None or rule.working_days_with_opinion is None:
        return 0
    return max(0, rule.working_days_with_opinion.value - rule.working_days.value)


def ensure_explained(answer: AgencyAnswer, reason: str) -> None:
    """Raises `ObjectionUnexplained`."""
    if answer is AgencyAnswer.OBJECT and not reason.strip():
        raise ObjectionUnexplained


def to_be_asked(
    clauses: Iterable[Sourced[InterAgencyOpinion]], award: Asked, rule: StageRule, *, asked: bool
) -> list[Sourced[InterAgencyOpinion]]:
    """Whose opinion the rules want that nobody asked for, where it is proposed or appraised."""
    here = rule.stage is Stage.UNIT or rule.method is GateMethod.APPRAISAL
    if asked or not here:
        return []
    return [clause for clause in clauses if clause.value.covers(award)]
