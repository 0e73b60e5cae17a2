"""Members that visited say what they found."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import FOR_A_MEMBER, InBloc, note, seeing
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.movements import DayAhead
from approvals.domain.refusals.scoring import FindingsMissing, VisitClosed, VisitNotFound
from approvals.queries.bloc import visits
from core.clock import local_date
from models.bloc_scoring import InspectionVisit
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVisit(InBloc):
    visit_id: UUID
    held_on: date
    findings: str


def record_visit(session: Session, command: RecordVisit, *, now: datetime) -> InspectionVisit:
    """For a member that visits, or who leads the bloc; until it is closed it may be put better.

    Raises `BlocNotFound`, `VisitNotFound`, `NotAllowedHere`, `VisitClosed`, `FindingsMissing`,
    `DayAhead`.
    """
    found, viewer = seeing(session, command, now=now)
    known = visits.in_bloc(session, command.bloc_id, command.year, command.visit_id)
    if known is None:
        raise VisitNotFound
    visits_it = any(viewer.holds_in(one.id, *FOR_A_MEMBER) for one in known.visitors)
    if not visits_it and not found.leads(viewer, deputy_too=True):
        raise NotAllowedHere
    visit = known.visit
    if visit.closed_at is not None:
        raise VisitClosed
    if not command.findings.strip():
        raise FindingsMissing
    if command.held_on > local_date(now):
        raise DayAhead
    visit.held_on, visit.findings = command.held_on, command.findings.strip()
    note(
        session,
        EventKind.VISIT_HELD,
        command,
        now=now,
        facts={"visit": str(visit.id), "held_on": command.held_on.isoformat()},
        texts={"findings": visit.findings},
    )
    return visit
