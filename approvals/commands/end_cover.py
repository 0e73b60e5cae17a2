"""A cover ends before its last day: the person is back, or somebody else is to act."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.cover import may_cover_for
from approvals.commands.handing_on import hand_back
from approvals.domain.refusals.covering import CoverNotFound
from approvals.queries import covers, visibility
from core.clock import local_date
from models.bodies import Cover


def end_cover(session: Session, cover_id: UUID, *, by_person_id: UUID, now: datetime) -> Cover:
    """End it now. Ending it again changes nothing. Raises `CoverNotFound`."""
    today = local_date(now)
    found = covers.entered(session, cover_id)
    viewer = visibility.viewer_of(session, by_person_id, on=today)
    if found is None or viewer is None or not may_cover_for(viewer, found.absent.id):
        raise CoverNotFound(cover=cover_id)
    hand_back(session, found.cover, on=today, by_id=by_person_id, now=now)
    session.refresh(found.cover)
    return found.cover
