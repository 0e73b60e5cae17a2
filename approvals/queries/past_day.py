"""How many dossiers were where at a moment of the past, from the times that the tables keep.

Tables keep no time of one thing: a decision that was taken back left its gate as if it had never
been settled. Whoever asks for a moment within that hour hears so from `unsettled_since`, and asks
the history about those few dossiers.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col
from sqlmodel import select as select_one

from approvals.domain.undoing import UNDO_WITHIN
from models.bodies import Body
from models.conduct import RevocationState
from models.dossiers import Dossier, Nominee
from models.enums import AssignmentState, DossierState, EventKind, GateState, Stage
from models.gates import Assignment, Gate
from models.history import Event
from models.holds import Revocation

Place = tuple[DossierState, Stage]

Later = aliased(Gate)


@dataclass(slots=True)
class Counts:
    """Dossiers by state and stage, and how many of those under review were overdue."""

    places: dict[Place, int] = field(default_factory=dict)
    overdue: dict[Stage, int] = field(default_factory=dict)

    def add(self, place: Place, count: int, *, overdue: int = 0) -> None:
        self.places[place] = self.places.get(place, 0) + count
        if overdue:
            self.overdue[place[1]] = self.overdue.get(place[1], 0) + overdue

    def of(self, state: DossierState, stage: Stage) -> int:
        return self.places.get((state, stage), 0)

    def in_state(self, state: DossierState) -> int:
        return sum(count for (found, _), count in self.places.items() if found is state)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dossier at a gate that was open, as the tables have them now."""

    gate: Gate
    dossier: Dossier
    nominee: Nominee
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What happened in a span of time. `ended` are dossiers whose end still stands."""

    submitted: int
    decided: int
    decided_late: int
    taken_back: int
    ended: dict[DossierState, int]


def first_submitted_at(session: Session) -> datetime | None:
    """When the oldest dossier came in."""
    return session.exec(select_one(func.min(Dossier.submitted_at))).one()


def unsettled_since(session: Session, moment: datetime) -> frozenset[UUID]:
    """Dossiers of which a decision was taken back soon after a moment: it stood, perhaps, then."""
    rows = session.execute(
        select(col(Event.chain_id)).where(
            col(Event.at) > moment,
            col(Event.at) <= moment + UNDO_WITHIN,
            col(Event.kind) == EventKind.DECISION_UNDONE,
        )
    )
    return frozenset(rows.scalars())


def counts_at(session: Session, moment: datetime, *, without: Collection[UUID]) -> Counts:
    """Where all dossiers were but those `without`."""
    found = Counts()
    for state, stage, count in session.execute(_ended_by(moment, without)):
        found.add((state, stage), count)
    for stage, count, overdue in session.execute(_open_at(moment, without)):
        found.add((DossierState.UNDER_REVIEW, stage), count, overdue=overdue)
    for stage, count in session.execute(_returned_at(moment, without)):
        found.add((DossierState.RETURNED, stage), count)
    return found


def oldest_at(session: Session, moment: datetime, *, limit: int) -> list[Waiting]:
    """Those that had been at one gate the longest. Nobody's word could have been taken back."""
    rows = session.execute(
        select(Gate, Dossier, Nominee, Body)
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .join(Body, col(Body.id) == col(Gate.body_id))
        .where(_was_open(moment))
        .order_by(col(Gate.opened_at), col(Gate.id))
        .limit(limit)
    ).all()
    return [Waiting(*row) for row in rows]


def happened(session: Session, *, since: datetime, until: datetime) -> Happened:
    """What happened from one moment to before another."""
    submitted = session.execute(
        select(func.count()).where(
            col(Dossier.submitted_at) >= since, col(Dossier.submitted_at) < until
        )
    ).scalar_one()
    late = col(Gate.due_at) < col(Assignment.decided_at)
    undone = col(Assignment.state) == AssignmentState.UNDONE
    decided, decided_late, taken_back = session.execute(
        select(func.count(), func.count(case((late, 1))), func.count(case((undone, 1))))
        .select_from(Assignment)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(_between(col(Assignment.decided_at), since, until))
    ).one()
    state = _state_by(None)
    ended = session.execute(
        select(state, func.count())
        .where(_between(col(Dossier.closed_at), since, until))
        .group_by(state)
    )
    return Happened(
        submitted=submitted,
        decided=decided,
        decided_late=decided_late,
        taken_back=taken_back,
        ended=dict(ended.tuples().all()),
    )


def _ended_by(moment: datetime, without: Collection[UUID]) -> Select[Any]:
    state = _state_by(moment)
    return (
        select(state, col(Dossier.stage), func.count())
        .where(col(Dossier.closed_at) <= moment, *_but(col(Dossier.id), without))
        .group_by(state, col(Dossier.stage))
    )


def _state_by(moment: datetime | None) -> ColumnElement[DossierState]:
    """How a dossier had ended by a moment, None for how at first: an award, until it is revoked."""
    revoked = col(Dossier.state) == DossierState.REVOKED
    if moment is not None:
        by_then = select(col(Revocation.id)).where(
            col(Revocation.dossier_id) == col(Dossier.id),
            col(Revocation.state) == RevocationState.REVOKED,
            col(Revocation.decided_at) <= moment,
        )
        revoked &= ~by_then.exists()
    awarded = literal_column(f"'{DossierState.AWARDED.value}'", Dossier.__table__.c.state.type)  # type: ignore[attr-defined]
    return case((revoked, awarded), else_=col(Dossier.state)).label("ended_as")


def _open_at(moment: datetime, without: Collection[UUID]) -> Select[Any]:
    overdue = func.count(case((col(Gate.due_at) <= moment, 1)))
    return (
        select(col(Gate.stage), func.count(), overdue)
        .where(_was_open(moment), *_but(col(Gate.dossier_id), without))
        .group_by(col(Gate.stage))
    )


def _returned_at(moment: datetime, without: Collection[UUID]) -> Select[Any]:
    """At a gate that had returned it, and neither ended nor sent again since."""
    again = (
        select(col(Later.id))
        .where(
            col(Later.dossier_id) == col(Gate.dossier_id),
            col(Later.stage) == col(Gate.stage),
            col(Later.round) == col(Gate.round) + 1,
            col(Later.opened_at) <= moment,
        )
        .correlate(Gate)
    )
    return (
        select(col(Gate.stage), func.count())
        .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
        .where(
            col(Gate.state) == GateState.RETURNED,
            col(Gate.closed_at) <= moment,
            or_(col(Dossier.closed_at).is_(None), col(Dossier.closed_at) > moment),
            ~again.exists(),
            *_but(col(Dossier.id), without),
        )
        .group_by(col(Gate.stage))
    )


def _between(
    column: Mapped[datetime | None], since: datetime, until: datetime
) -> ColumnElement[bool]:
    return and_(column >= since, column < until)


def _was_open(moment: datetime) -> ColumnElement[bool]:
    closed_at = col(Gate.closed_at)
    return (col(Gate.opened_at) <= moment) & or_(closed_at.is_(None), closed_at > moment)


def _but(id_: Mapped[UUID], without: Collection[UUID]) -> list[ColumnElement[bool]]:
    return [id_.not_in(without)] if without else []
