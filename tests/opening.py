"""People look at the pages of their tasks, or are away."""

import random
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from approvals.commands.enter_absence import BeAway, enter_absence
from approvals.commands.open_task import open_task
from approvals.queries import absences
from core.clock import local_date
from models.dossiers import Dossier
from models.enums import AssignmentState
from models.gates import Assignment
from tests.builders import NOW, Country, active


def everybody_opens(session: Session, dossier: Dossier, *, now: datetime = NOW) -> None:
    """All whose turn it is; nobody decides."""
    session.flush()
    for assignment, _ in active(session, dossier):
        open_task(session, assignment.id, now=now)
    session.expire_all()


def look_or_leave(session: Session, country: Country, chance: random.Random, now: datetime) -> None:
    """Now and then whoever is asked looks at a task, or the minister is away for some days."""
    asked = select(Assignment.id).where(Assignment.state == AssignmentState.ACTIVE)
    for assignment_id in session.exec(asked.order_by(col(Assignment.id))).all():
        if chance.random() < 0.02:
            open_task(session, assignment_id, now=now)
    minister, today = country["minister"].id, local_date(now)
    if not absences.current(session, on=today, limit=1, person_id=minister):
        last = today + timedelta(days=chance.randint(1, 9))
        away = BeAway(person_id=minister, by_person_id=minister, starts_on=today, ends_on=last)
        enter_absence(session, away, now=now)
