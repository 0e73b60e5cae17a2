"""Somebody for whom nobody acts is back before the last day."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.cover import may_cover_for
from approvals.commands.journaling import absence_ended
from approvals.domain.refusals.covering import AbsenceNotFound
from approvals.queries import absences, covers, journal, open_dossiers, visibility
from core.clock import local_date
from models.bodies import Absence


def end_absence(
    session: Session, absence_id: UUID, *, by_person_id: UUID, now: datetime
) -> Absence:
    """End it now. Ending it again changes nothing. Raises `AbsenceNotFound`."""
    found = absences.entered(session, absence_id)
    viewer = visibility.viewer_of(session, by_person_id, on=local_date(now))
    if found is None or viewer is None or not may_cover_for(viewer, found.person.id):
        raise AbsenceNotFound(absence=absence_id)
    covers.lock_people(session, [found.person.id])
    if absences.take_end(session, absence_id, now=now):
        chain = journal.for_update(session)
        absence_ended(session, chain, found.absence, by_id=by_person_id, now=now)
        open_dossiers.queue_asked(session, found.person.id)
    session.refresh(found.absence)
    return found.absence
