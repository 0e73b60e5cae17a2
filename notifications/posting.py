"""Putting what people are told into the queue: when each mail leaves, and who does without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.queueing import hold, put_in_queue
from approvals.domain.mail_habits import (
    AT_ANY_HOUR,
    OFFICE_HOURS,
    Departure,
    Habits,
    awake,
    departure,
)
from approvals.queries import preferences
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date, local_moment
from core.settings import Settings
from models.bodies import Person
from models.enums import MessageState, Rhythm
from models.mail import Message
from notifications.catalogue import COUNTED, left_out_as
from notifications.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One notice to one person. `due_on`: the day up to which it is of use to wait."""

    notice: Notice
    person: Person
    dossier_id: UUID | None = None
    assignment_id: UUID | None = None
    due_on: date | None = None


def usual_habits(settings: Settings) -> Habits:
    """The habits of people who have not said when mail may come."""
    return AT_ANY_HOUR if settings.mail_comes_at_once else OFFICE_HOURS


def post(
    session: Session, posts: Sequence[Post], *, now: datetime, usual: Habits = AT_ANY_HOUR
) -> list[UUID]:
    """Queue what is wanted, for when it is wanted; the ids of what was not there already.

    The dossiers it is about say so in their histories, and are held from here on. `usual`: the
    habits of people who have chosen none.
    """
    held = hold(session, {one.dossier_id for one in posts})
    people = {one.person.id for one in posts}
    without = preferences.left_out(session, people)
    wanted = [
        one
        for one in posts
        if (one.person.id, left_out_as(one.notice, due_on=one.due_on, today=local_date(now)))
        not in without
    ]
    departures = _departures(session, wanted, now=now, usual=usual)
    messages = [_message(one, when, now=now) for one, when in zip(wanted, departures, strict=True)]
    return put_in_queue(session, held, messages, now=now)


def _departures(
    session: Session, posts: Sequence[Post], *, now: datetime, usual: Habits
) -> list[Departure]:
    """When each leaves; those of one person count one after the other."""
    patient = {one.person.id for one in posts if one.notice.can_wait}
    chosen = preferences.habits_of(session, patient)
    habits = {person_id: chosen.get(person_id, usual) for person_id in patient}
    counted = [who for who, theirs in habits.items() if theirs.rhythm is Rhythm.AUTOMATIC]
    preferences.take_turns(session, counted)
    today = local_moment(local_date(now))
    leaving = preferences.leaving(session, counted, templates=COUNTED, since=today)
    found = []
    for one in posts:
        if not one.notice.can_wait:
            found.append(Departure(now, gathered=False))
            continue
        theirs, calendar = habits[one.person.id], vietnamese_calendar()
        if one.notice.alone:
            found.append(Departure(awake(theirs, now=now, calendar=calendar), gathered=False))
            continue
        place = one.person.id, local_date(awake(theirs, now=now, calendar=calendar))
        already = leaving.get(place, 0)
        rested = now + one.notice.rests
        when = departure(theirs, leaving=already, due_on=one.due_on, calendar=calendar, now=rested)
        leaving[place] = already + (not when.gathered)
        found.append(when)
    return found


def _message(one: Post, when: Departure, *, now: datetime) -> Message:
    return Message(
        template=one.notice.template,
        dedupe_key=one.notice.dedupe_key,
        person_id=one.person.id,
        dossier_id=one.dossier_id,
        assignment_id=one.assignment_id,
        address=one.person.email,
        language=one.person.language,
        context=one.notice.context,
        state=MessageState.GATHERED if when.gathered else MessageState.QUEUED,
        next_attempt_at=when.at,
        created_at=now,
    )
