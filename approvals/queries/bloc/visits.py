"""Visits of a bloc's inspection round, and which are overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from models.bloc_scoring import InspectionVisit, VisitingMember
from models.bodies import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who is visited, and by whom, by name."""

    visit: InspectionVisit
    host: Body
    visitors: Sequence[Body]

    def overdue(self, today: date) -> bool:
        """Whether what it found is not entered, and its day is over."""
        return self.visit.held_on is None and self.visit.planned_on < today


def of_year(session: Session, bloc_id: UUID, year: int) -> list[Visit]:
    """By the day they are planned for."""
    rows = session.exec(
        select(InspectionVisit, Body)
        .join(Body, col(Body.id) == col(InspectionVisit.host_id))
        .where(InspectionVisit.bloc_id == bloc_id, InspectionVisit.year == year)
        .order_by(col(InspectionVisit.planned_on), col(Body.sort_key))
    ).all()
    visiting: dict[UUID, list[Body]] = {}
    for visit_id, body in session.exec(
        select(col(VisitingMember.visit_id), Body)
        .join(Body, col(Body.id) == col(VisitingMember.member_id))
        .where(col(VisitingMember.visit_id).in_([visit.id for visit, _ in rows]))
        .order_by(col(Body.sort_key))
    ):
        visiting.setdefault(visit_id, []).append(body)
    return [
        Visit(visit=visit, host=host, visitors=visiting.get(visit.id, [])) for visit, host in rows
    ]


def in_bloc(session: Session, bloc_id: UUID, year: int, visit_id: UUID) -> Visit | None:
    return next((one for one in of_year(session, bloc_id, year) if one.visit.id == visit_id), None)


def visitors(session: Session, visit_id: UUID) -> list[VisitingMember]:
    return list(
        session.exec(select(VisitingMember).where(VisitingMember.visit_id == visit_id)).all()
    )
