"""Gates, who is asked at them, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from approvals.domain.tally import Tally
from approvals.queries import dossiers
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, GateState, Stage
from models.gates import Assignment, Ballot, Gate


def assignment(session: Session, assignment_id: UUID) -> Assignment | None:
    """The assignment as it stands now, also when this transaction read it before."""
    return session.exec(
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .execution_options(populate_existing=True)
    ).first()


def gate(session: Session, gate_id: UUID) -> Gate | None:
    """The gate as it stands now, also when this transaction read it before."""
    return session.exec(
        select(Gate).where(Gate.id == gate_id).execution_options(populate_existing=True)
    ).first()


@dataclass(frozen=True, slots=True)
class LockedGate:
    """A gate and its dossier, which is locked until the transaction ends."""

    gate: Gate
    dossier: Dossier


def locked_gate(session: Session, gate_id: UUID) -> LockedGate | None:
    """The gate as it stands once its dossier is ours to change; None when there is no such gate."""
    found = gate(session, gate_id)
    dossier = dossiers.for_update(session, found.dossier_id) if found else None
    fresh = gate(session, gate_id)
    return LockedGate(fresh, dossier) if fresh and dossier else None


def open_gate(session: Session, dossier_id: UUID) -> Gate | None:
    """Where a dossier under review is."""
    return session.exec(
        select(Gate).where(Gate.dossier_id == dossier_id, Gate.state == GateState.OPEN)
    ).first()


def gates_of(session: Session, dossier_id: UUID) -> list[Gate]:
    """Every gate a dossier has met, in order."""
    return list(
        session.exec(
            select(Gate).where(Gate.dossier_id == dossier_id).order_by(col(Gate.opened_at))
        ).all()
    )


def assignments_of(session: Session, gate_id: UUID) -> list[tuple[Assignment, Person]]:
    """Who is or was asked at a gate, in the order they were asked."""
    return list(
        session.exec(
            select(Assignment, Person)
            .join(Person, col(Person.id) == col(Assignment.person_id))
            .where(Assignment.gate_id == gate_id)
            .order_by(col(Assignment.id))
        ).all()
    )


def in_state(session: Session, gate_id: UUID, *states: AssignmentState) -> list[Assignment]:
    """Assignments of a gate in one of these states."""
    return list(
        session.exec(
            select(Assignment)
            .where(Assignment.gate_id == gate_id, col(Assignment.state).in_(states))
            .order_by(col(Assignment.id))
        ).all()
    )


def tally(session: Session, gate: Gate) -> Tally:
    """Votes so far. The dossier is locked, so that votes at one moment take turns."""
    counted = dict(
        session.exec(
            select(col(Ballot.choice), func.count())
            .where(Ballot.gate_id == gate.id)
            .group_by(col(Ballot.choice))
        ).all()
    )
    return Tally(
        members=gate.members,
        yes=counted.get(Choice.PASS, 0),
        no=counted.get(Choice.REJECT, 0),
        excluded=len(in_state(session, gate.id, AssignmentState.EXCLUDED)),
    )


def ballot_of(session: Session, assignment_id: UUID) -> Ballot | None:
    """What somebody said; None for a secret ballot, which nobody can look up."""
    return session.exec(select(Ballot).where(Ballot.assignment_id == assignment_id)).first()


def judges_elsewhere(session: Session, dossier_id: UUID, stage: Stage) -> frozenset[UUID]:
    """People who decided on this dossier at other stages, in any round."""
    return frozenset(
        session.exec(
            select(Assignment.person_id)
            .join(Gate, col(Gate.id) == col(Assignment.gate_id))
            .where(
                Gate.dossier_id == dossier_id,
                Gate.stage != stage,
                Assignment.state == AssignmentState.DECIDED,
            )
        ).all()
    )


def load(session: Session, person_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many dossiers wait for each of these people."""
    return dict(
        session.exec(
            select(Assignment.person_id, func.count())
            .where(
                col(Assignment.person_id).in_(person_ids),
                Assignment.state == AssignmentState.ACTIVE,
            )
            .group_by(col(Assignment.person_id))
        ).all()
    )


def close_unanswered(session: Session, gate_id: UUID) -> None:
    """Free everybody who has not decided: the gate is closed."""
    session.execute(
        update(Assignment)
        .where(
            col(Assignment.gate_id) == gate_id,
            col(Assignment.state).in_([AssignmentState.ACTIVE, AssignmentState.WAITING]),
        )
        .values(state=AssignmentState.CLOSED)
    )


def to_remind_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """Open gates whose next reminder is due, the longest waiting first."""
    return list(
        session.exec(
            select(Gate.id)
            .where(Gate.state == GateState.OPEN, col(Gate.remind_at) <= now)
            .order_by(col(Gate.remind_at))
            .limit(limit)
        ).all()
    )


def to_escalate_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """Open gates past their limit of patience, not yet escalated."""
    return list(
        session.exec(
            select(Gate.id)
            .where(
                Gate.state == GateState.OPEN,
                col(Gate.escalate_at) <= now,
                col(Gate.escalated_at).is_(None),
            )
            .order_by(col(Gate.escalate_at))
            .limit(limit)
        ).all()
    )


def vacant_ids(session: Session, *, limit: int) -> list[UUID]:
    """Open gates at which nobody is asked: their seats were vacant when they opened."""
    asked = select(Assignment.id).where(
        col(Assignment.gate_id) == col(Gate.id),
        col(Assignment.state).in_([AssignmentState.ACTIVE, AssignmentState.WAITING]),
    )
    decided = select(Assignment.id).where(
        col(Assignment.gate_id) == col(Gate.id), Assignment.state == AssignmentState.DECIDED
    )
    return list(
        session.exec(
            select(Gate.id)
            .where(Gate.state == GateState.OPEN, ~asked.exists(), ~decided.exists())
            .order_by(col(Gate.opened_at))
            .limit(limit)
        ).all()
    )


def take_reminder(
    session: Session, gate_id: UUID, *, now: datetime, next_at: datetime | None
) -> bool:
    """Move a due reminder on; False when the gate closed or somebody else took it."""
    taken = session.execute(
        update(Gate)
        .where(
            col(Gate.id) == gate_id,
            col(Gate.state) == GateState.OPEN,
            col(Gate.remind_at) <= now,
        )
        .values(remind_at=next_at)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def take_escalation(session: Session, gate_id: UUID, *, now: datetime) -> bool:
    """Mark an overdue gate escalated; False when it closed or somebody else did."""
    taken = session.execute(
        update(Gate)
        .where(
            col(Gate.id) == gate_id,
            col(Gate.state) == GateState.OPEN,
            col(Gate.escalate_at) <= now,
            col(Gate.escalated_at).is_(None),
        )
        .values(escalated_at=now)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]
