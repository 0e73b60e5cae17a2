"""Whoever is asked has seen the page of their task."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import gates, open_dossiers


def open_task(session: Session, assignment_id: UUID, *, now: datetime) -> bool:
    """Note that the page was seen, by whoever is asked or acts for them; the first time counts.

    False when that is known, or when it is not their turn. No event: nothing was decided, and what
    is judged is as it was. So the dashboard is told to look at the dossier again.
    """
    if not gates.take_opened(session, assignment_id, now=now):
        return False
    open_dossiers.queue_assigned(session, assignment_id)
    return True
