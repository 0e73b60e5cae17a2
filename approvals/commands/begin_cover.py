"""The first day of a cover has come, or its last one is over."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.handing_on import hand_back, hand_on
from approvals.queries import covers


def begin_cover(session: Session, cover_id: UUID, *, now: datetime) -> bool:
    """Hand on what waits; False when that was done, or the cover has ended."""
    found = covers.entered(session, cover_id)
    return found is not None and hand_on(session, found.cover, now=now)


def lapse_cover(session: Session, cover_id: UUID, *, now: datetime) -> bool:
    """Hand back what still waits; False when that was done."""
    found = covers.entered(session, cover_id)
    return found is not None and hand_back(
        session, found.cover, on=found.cover.ends_on, by_id=None, now=now
    )
