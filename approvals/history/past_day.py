"""The dashboard as it was at a moment: counted in the tables, and where they forget, folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.history.dossier_then import DossierThen, GateThen
from approvals.history.replay import Told, fold
from approvals.queries import history_page, past_day, replay
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
    for then in _states(session, list(unsettled), moment).values():
        count(counts, then, moment)
    return counts


def count(counts: Counts, then: DossierThen, moment: datetime) -> None:
    """One dossier more, as its events tell."""
    gate = then.open_gate
    late = gate is not None and gate.due_on is not None and end_of(gate.due_on) <= moment
    counts.add((then.state, then.stage), 1, overdue=int(late))


def _oldest(session: Session, moment: datetime) -> list[Held]:
    """Read from more lines than are shown: some of these gates may have been settled for a while.

    A settled gate that was opened again since looks open all the time.
    """
    waiting = past_day.oldest_at(session, moment, limit=2 * OLDEST)
    then = _states(session, [one.dossier.id for one in waiting], moment)
    held = [
        (one, gate)
        for one in waiting
        if (gate := then[one.dossier.id].open_gate) and gate.id == one.gate.id
    ][:OLDEST]
    asked = {one.gate.id: _holder_ids(gate) for one, gate in held}
    people = history_page.people(session, {id_ for ids in asked.values() for id_ in ids})
    return [
        Held(one, [people[id_] for id_ in asked[one.gate.id] if id_ in people]) for one, _ in held
    ]


def _states(
    session: Session, dossier_ids: Sequence[UUID], moment: datetime
) -> dict[UUID, DossierThen]:
    """These dossiers, folded together from one reading of their events."""
    events: dict[UUID, list[Told]] = {}
    for one in replay.recorded(session, dossier_ids):
        told = Told.of(one.body, one.texts, one.hash)
        if told.at <= moment:
            events.setdefault(one.chain_id, []).append(told)
    return {dossier_id: fold(told) for dossier_id, told in events.items()}


def _holder_ids(gate: GateThen) -> list[UUID]:
    return [duty.person_id for duty in gate.assignments if duty.state is AssignmentState.ACTIVE]
