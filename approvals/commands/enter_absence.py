"""Somebody is away for some days, and nobody acts for them yet: so that all see what waits."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.answering_absence import who_answers
from approvals.commands.cover import may_cover_for
from approvals.commands.journaling import absence_entered
from approvals.domain.cover import ensure_away
from approvals.domain.refusals.covering import AbsenceOverlaps, CoverOverlaps, NothingToCover
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.queries import absences, bodies, covers, journal, open_dossiers, visibility
from core.clock import local_date
from models.bodies import Absence, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class BeAway:
    """Both days are included; the first may be past."""

    person_id: UUID
    by_person_id: UUID
    starts_on: date
    ends_on: date


def enter_absence(session: Session, command: BeAway, *, now: datetime) -> Absence:
    """Enter it; what waits for them is looked at again.

    Raises `NotAllowedHere`, `PersonNotFound`, `AbsenceDaysWrong`, `NothingToCover`,
    `AbsenceOverlaps`, and `CoverOverlaps` where somebody acts on all these days already.
    """
    today = local_date(now)
    viewer = visibility.viewer_of(session, command.by_person_id, on=today)
    if viewer is None or not may_cover_for(viewer, command.person_id):
        raise NotAllowedHere
    person = bodies.person(session, command.person_id)
    if person is None or not person.active:
        raise PersonNotFound(person=command.person_id)
    ensure_away(command.starts_on, command.ends_on, today=today)
    if not covers.judged_in(session, person.id, on=today):
        raise NothingToCover(person=person.name)
    _ensure_open(session, command, person, today=today)
    chain = journal.for_update(session)
    entered = Absence(
        person_id=person.id,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        set_by_id=command.by_person_id,
        set_at=now,
    )
    session.add(entered)
    session.flush()  # the event names it
    absence_entered(session, chain, entered, now=now)
    open_dossiers.queue_asked(session, person.id)
    return entered


def _ensure_open(session: Session, command: BeAway, person: Person, *, today: date) -> None:
    """The person is held meanwhile: what is entered of them at one moment is seen by each other."""
    covers.lock_people(session, [person.id])
    days = {"starts_on": command.starts_on, "ends_on": command.ends_on}
    for one in absences.overlapping(session, person.id, **days):
        of_that = {"starts_on": one.absence.starts_on, "ends_on": one.absence.ends_on}
        raise AbsenceOverlaps(person=person.name, **of_that)
    for cover in who_answers(session, person.id, **days, today=today):
        of_that = {"starts_on": cover.cover.starts_on, "ends_on": cover.cover.ends_on}
        raise CoverOverlaps(acting=cover.acting.name, absent=person.name, **of_that)
