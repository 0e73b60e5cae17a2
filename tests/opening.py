"""People look at the pages of their tasks."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.open_task import open_task
from models.dossiers import Dossier
from tests.builders import NOW, active


def everybody_opens(session: Session, dossier: Dossier, *, now: datetime = NOW) -> None:
    """All whose turn it is; nobody decides."""
    session.flush()
    for assignment, _ in active(session, dossier):
        open_task(session, assignment.id, now=now)
    session.expire_all()
