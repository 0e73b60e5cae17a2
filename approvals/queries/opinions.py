"""What absent members wrote, and who entered it. What was struck is no longer found."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.bodies import Person
from models.enums import AssignmentState
from models.gates import Assignment, Gate, WrittenOpinion


@dataclass(frozen=True, slots=True)
class Written:
    """A written opinion, whose it is, and by whom it was entered."""

    opinion: WrittenOpinion
    member: Person
    entered_by: Person


_Clerk = aliased(Person)


def opinion_of(session: Session, assignment_id: UUID) -> WrittenOpinion | None:
    return session.exec(
        select(WrittenOpinion).where(WrittenOpinion.assignment_id == assignment_id)
    ).first()


def with_people(session: Session, opinion_id: UUID) -> Written | None:
    """None once it was struck."""
    found = session.exec(_written().where(WrittenOpinion.id == opinion_id)).first()
    return Written(*found) if found else None


def of_dossier(session: Session, dossier_id: UUID) -> dict[UUID, Written]:
    """All that stand, by assignment, in the order they were entered."""
    rows = session.exec(
        _written()
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(Gate.dossier_id == dossier_id)
        .order_by(col(WrittenOpinion.id))
    ).all()
    return {row[0].assignment_id: Written(*row) for row in rows}


def count_at(session: Session, gate_id: UUID) -> int:
    """How many opinions came in writing to a gate: in a secret ballot, envelopes."""
    return session.exec(
        select(func.count())
        .select_from(WrittenOpinion)
        .join(Assignment, col(Assignment.id) == col(WrittenOpinion.assignment_id))
        .where(Assignment.gate_id == gate_id, Assignment.state == AssignmentState.DECIDED)
    ).one()


def count_outstanding(session: Session, gate_id: UUID) -> int:
    """How many members of a gate have not voted, neither in person nor in writing."""
    return session.exec(
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.gate_id == gate_id, Assignment.state == AssignmentState.ACTIVE)
    ).one()


def _written() -> Select[WrittenOpinion, Person, Person]:
    return (
        select(WrittenOpinion, Person, _Clerk)
        .join(Assignment, col(Assignment.id) == col(WrittenOpinion.assignment_id))
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(_Clerk, col(_Clerk.id) == col(WrittenOpinion.entered_by_id))
        .where(Assignment.state == AssignmentState.DECIDED)
    )
