"""Gates, who is asked at them, and what was said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from approvals.domain.tally import Tally
from approvals.queries import dossiers
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import GONE, AssignmentState, Choice, GateMethod, GateState, Stage
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
class Locked:
    """Assignments with their gates and dossiers, locked until the transaction ends; by id."""

    assignments: Mapping[UUID, Assignment]
    gates: Mapping[UUID, Gate]
    dossiers: Mapping[UUID, Dossier]


def locked(session: Session, assignment_ids: Sequence[UUID]) -> Locked:
    """These assignments as they stand once their dossiers are ours to change."""
    found = dossiers.of_assignments_for_update(session, assignment_ids)
    gates_ = select(Gate).where(
        col(Gate.id).in_(select(Assignment.gate_id).where(col(Assignment.id).in_(assignment_ids)))
    )
    assignments = select(Assignment).where(col(Assignment.id).in_(assignment_ids))
    afresh = {"populate_existing": True}
    return Locked(
        {one.id: one for one in session.exec(assignments, execution_options=afresh)},
        {one.id: one for one in session.exec(gates_, execution_options=afresh)},
        {one.id: one for one in found},
    )


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


def keys_of(session: Session, assignment_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of the gates of these assignments, by assignment."""
    found = session.exec(
        select(Assignment.id, Gate)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(col(Assignment.id).in_(assignment_ids))
    ).all()
    return {assignment_id: gate.key for assignment_id, gate in found}


def open_gate(session: Session, dossier_id: UUID) -> Gate | None:
    """Where a dossier under review is."""
    return session.exec(
        select(Gate).where(Gate.dossier_id == dossier_id, Gate.state == GateState.OPEN)
    ).first()


def gates_of(session: Session, dossier_id: UUID) -> list[Gate]:
    """Every gate a dossier has met, in order."""
    return list(
        session.exec(select(Gate).where(Gate.dossier_id == dossier_id).order_by(col(Gate.id))).all()
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


def take_opened(session: Session, assignment_id: UUID, *, now: datetime) -> bool:
    """Note that a task's page was seen; False when it was before, or it is nobody's turn."""
    taken = session.execute(
        update(Assignment)
        .where(
            col(Assignment.id) == assignment_id,
            col(Assignment.state) == AssignmentState.ACTIVE,
            col(Assignment.opened_at).is_(None),
        )
        .values(opened_at=now)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def there(session: Session, gate_id: UUID) -> list[Assignment]:
    """Who has a part at a gate, or had one and may not have it again."""
    return list(
        session.exec(
            select(Assignment)
            .where(Assignment.gate_id == gate_id, col(Assignment.state).not_in(GONE))
            .order_by(col(Assignment.id))
        ).all()
    )


def asked_by_seat(session: Session, seat_id: UUID) -> list[UUID]:
    """Every assignment that somebody had by a seat."""
    return list(session.exec(select(Assignment.id).where(Assignment.seat_id == seat_id)).all())


def waiting(session: Session, gate_ids: Sequence[UUID]) -> list[Assignment]:
    """Those whose turn comes after somebody else's, at any of these gates."""
    return list(
        session.exec(
            select(Assignment)
            .where(
                col(Assignment.gate_id).in_(gate_ids), Assignment.state == AssignmentState.WAITING
            )
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


def tallies(session: Session, gates: Sequence[Gate]) -> dict[UUID, Tally]:
    """Votes so far, by gate, where votes are counted. The dossiers are locked: votes take turns.

    A vote that was taken back is not counted. Secret ones lie in the gate's box.
    """
    councils = [gate for gate in gates if gate.method is GateMethod.BALLOT]
    if not councils:
        return {}
    ids = [gate.id for gate in councils]
    undone = select(Assignment.id).where(
        col(Assignment.id) == col(Ballot.assignment_id), Assignment.state == AssignmentState.UNDONE
    )
    votes = {
        (gate_id, choice): count
        for gate_id, choice, count in session.exec(
            select(Ballot.gate_id, Ballot.choice, func.count())
            .where(col(Ballot.gate_id).in_(ids), ~undone.exists())
            .group_by(col(Ballot.gate_id), col(Ballot.choice))
        )
    }
    excluded = dict(
        session.exec(
            select(Assignment.gate_id, func.count())
            .where(col(Assignment.gate_id).in_(ids), Assignment.state == AssignmentState.EXCLUDED)
            .group_by(col(Assignment.gate_id))
        ).all()
    )
    return {
        gate.id: Tally(
            members=gate.members,
            yes=gate.box_yes + votes.get((gate.id, Choice.PASS), 0),
            no=gate.box_no + votes.get((gate.id, Choice.REJECT), 0),
            excluded=excluded.get(gate.id, 0),
        )
        for gate in councils
    }


def ballot_of(session: Session, assignment_id: UUID) -> Ballot | None:
    """What somebody said by name; None for a secret vote, which nobody can look up."""
    return session.exec(select(Ballot).where(Ballot.assignment_id == assignment_id)).first()


def judges(session: Session, dossier_ids: Sequence[UUID]) -> list[tuple[UUID, Stage, UUID]]:
    """(dossier, stage, person) of everybody who decided on one of these, in any round.

    Where somebody decided for another, both did.
    """
    rows = session.exec(
        select(Gate.dossier_id, Gate.stage, Assignment.person_id, Assignment.decided_by_id)
        .join(Assignment, col(Assignment.gate_id) == col(Gate.id))
        .where(col(Gate.dossier_id).in_(dossier_ids), Assignment.state == AssignmentState.DECIDED)
    )
    return [
        (dossier_id, Stage(stage), person_id)
        for dossier_id, stage, *people in rows
        for person_id in people
        if person_id is not None
    ]


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


def close_unanswered(session: Session, gate_ids: Sequence[UUID]) -> None:
    """Free everybody who has not decided: their gates are closed."""
    session.execute(
        update(Assignment)
        .where(
            col(Assignment.gate_id).in_(gate_ids),
            col(Assignment.state).in_([AssignmentState.ACTIVE, AssignmentState.WAITING]),
        )
        .values(state=AssignmentState.CLOSED)
    )
