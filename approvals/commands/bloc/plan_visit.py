"""The head of a bloc plans which members visit a member, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.domain.refusals.blocs import MemberUnknown
from approvals.domain.refusals.scoring import HostVisitsItself, VisitHeld, VisitorMissing
from approvals.queries.bloc import visits
from models.bloc_scoring import InspectionVisit, VisitingMember
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVisit(InBloc):
    host_id: UUID
    visitor_ids: frozenset[UUID]
    planned_on: date


def plan_visit(session: Session, command: PlanVisit, *, now: datetime) -> InspectionVisit:
    """Each member is visited once a year; planning again moves a visit that was not held.

    Raises `BlocNotFound`, `NotAllowedHere`, `MemberUnknown`, `VisitorMissing`,
    `HostVisitsItself`, `VisitHeld`.
    """
    found = leading(session, command, deputy_too=True, now=now)
    for field, member_id in (
        ("host", command.host_id),
        *(("visitor", one) for one in command.visitor_ids),
    ):
        if found.member(member_id) is None:
            raise MemberUnknown().at(field)
    if not command.visitor_ids:
        raise VisitorMissing
    if command.host_id in command.visitor_ids:
        raise HostVisitsItself
    known = visits.of_year(session, command.bloc_id, command.year)
    visit = next((one.visit for one in known if one.host.id == command.host_id), None)
    if visit is None:
        visit = InspectionVisit(
            bloc_id=command.bloc_id,
            year=command.year,
            host_id=command.host_id,
            planned_on=command.planned_on,
            planned_by_id=command.by_person_id,
            planned_at=now,
        )
    if visit.held_on is not None:
        raise VisitHeld
    visit.planned_on = command.planned_on
    session.add(visit)
    for gone in visits.visitors(session, visit.id):
        session.delete(gone)
    session.flush()  # who visits refers to it, and takes the place of who did
    session.add_all(
        VisitingMember(visit_id=visit.id, member_id=member_id) for member_id in command.visitor_ids
    )
    note(
        session,
        EventKind.VISIT_PLANNED,
        command,
        now=now,
        facts={
            "visit": str(visit.id),
            "host": str(command.host_id),
            "visitors": sorted(map(str, command.visitor_ids)),
            "planned_on": command.planned_on.isoformat(),
        },
    )
    return visit
