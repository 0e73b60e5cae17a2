"""Whether somebody acts on all days of an absence. Shared by what enters absences and covers."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from approvals.domain.cover import acted_for
from approvals.queries import absences, covers
from approvals.queries.covers import Entered
from core.clock import local_date
from models.bodies import Absence


def who_answers(
    session: Session, person_id: UUID, starts_on: date, ends_on: date, *, today: date
) -> list[Entered]:
    """The covers that leave none of these days open, from today on; none where some day is."""
    begins = max(starts_on, today)
    found = covers.overlapping(session, [person_id], starts_on=begins, ends_on=ends_on)
    named = [one for one in found if one.absent.id == person_id]
    ends = (one.cover.ends_on for one in named if one.cover.ends_on < ends_on)
    days = [begins, *(day + timedelta(days=1) for day in ends)]  # others are as the day before
    judged_in = covers.judged_in(session, person_id, on=today)
    return named if acted_for(days, judged_in, (one.covering for one in named)) else []


def take_answered(session: Session, person_id: UUID, *, now: datetime) -> list[Absence]:
    """End those absences of a person for which somebody acts now; what was ended is to be told."""
    today = local_date(now)
    found = absences.overlapping(session, person_id, starts_on=today, ends_on=date.max)
    return [
        one.absence
        for one in found
        if who_answers(session, person_id, one.absence.starts_on, one.absence.ends_on, today=today)
        and absences.take_end(session, one.absence.id, now=now)
    ]
