"""The dashboard as it was at a moment: counted in the tables, and where they forget, folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.replaying import NothingYet
from approvals.history.dossier_then import DossierThen
from approvals.history.looking_back import state_at
from approvals.queries import bodies, past_day
from approvals.queries.past_day import Counts, Happened, Waiting
from core.clock import end_of
from models.bodies import Person
from models.enums import AssignmentState

OLDEST = 10


@dataclass(frozen=True, slots=True)
class Held:
    """A dossier that had waited long, and whose turn it was."""

    waiting: Waiting
    holders: Sequence[Person]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDay:
    """`oldest`: those at one gate the longest, the longest first."""

    counts: Counts
    oldest: Sequence[Held]
    happened: Happened


def dashboard_at(session: Session, moment: datetime, *, since: datetime) -> PastDay:
    """What the dashboard said at a moment, and what had happened since another."""
    return PastDay(
        counts=counted_at(session, moment),
        oldest=_oldest(session, moment),
        happened=past_day.happened(session, since=since, until=moment),
    )


def counted_at(session: Session, moment: datetime) -> Counts:
    """Where dossiers were. Those few that somebody unsettled soon after are folded one by one."""
    unsettled = past_day.unsettled_since(session, moment)
    counts = past_day.counts_at(session, moment, without=unsettled)
    for dossier_id in unsettled:
        try:
            count(counts, state_at(session, dossier_id, moment), moment)
        except NothingYet:  # it came in, was decided and taken back, all after that moment
            continue
    return counts


def count(counts: Counts, then: DossierThen, moment: datetime) -> None:
    """One dossier more, as its events tell."""
    gate = then.open_gate
    late = gate is not None and gate.due_on is not None and end_of(gate.due_on) <= moment
    counts.add((then.state, then.stage), 1, overdue=int(late))


def _oldest(session: Session, moment: datetime) -> list[Held]:
    """Read from more lines than are shown: some of these gates had been settled for a while."""
    held = []
    for waiting in past_day.oldest_at(session, moment, limit=2 * OLDEST):
        then = state_at(session, waiting.dossier_id, moment)
        if then.open_gate is not None and then.open_gate.opened_at == waiting.since:
            held.append(Held(waiting, _holders(session, then)))
    return held[:OLDEST]


def _holders(session: Session, then: DossierThen) -> list[Person]:
    gate = then.open_gate
    asked: list[UUID] = []
    if gate is not None:
        asked = [a.person_id for a in gate.assignments if a.state is AssignmentState.ACTIVE]
    return [person for id_ in asked if (person := bodies.person(session, id_)) is not None]
