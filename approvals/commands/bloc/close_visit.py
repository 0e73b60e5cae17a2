"""The head of a bloc closes a visit once it is settled what becomes of its findings."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.domain.refusals.scoring import (
    FollowUpMissing,
    VisitClosed,
    VisitNotFound,
    VisitNotHeld,
)
from approvals.queries.bloc import visits
from models.bloc_scoring import InspectionVisit
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVisit(InBloc):
    visit_id: UUID
    conclusion: str


def close_visit(session: Session, command: CloseVisit, *, now: datetime) -> InspectionVisit:
    """What was found and what became of it stand from then on.

    Raises `BlocNotFound`, `NotAllowedHere`, `VisitNotFound`, `VisitNotHeld`, `VisitClosed`,
    `FollowUpMissing`.
    """
    leading(session, command, now=now)
    known = visits.in_bloc(session, command.bloc_id, command.year, command.visit_id)
    if known is None:
        raise VisitNotFound
    visit = known.visit
    if visit.held_on is None:
        raise VisitNotHeld
    if visit.closed_at is not None:
        raise VisitClosed
    if not command.conclusion.strip():
        raise FollowUpMissing
    visit.closed_at, visit.conclusion = now, command.conclusion.strip()
    note(
        session,
        EventKind.VISIT_CLOSED,
        command,
        now=now,
        facts={"visit": str(visit.id)},
        texts={"conclusion": visit.conclusion},
    )
    return visit
