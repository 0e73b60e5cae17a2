"""Who must be told what. Repeating any of this queues nothing twice.

Every function returns the ids of the messages it put in now; they are delivered afterwards, with
no transaction open. `usual` are the habits of people who have not said when mail may come.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.mail_habits import AT_ANY_HOUR, Habits, next_digest
from approvals.queries import (
    bodies,
    digests,
    dossiers,
    gates,
    links,
    mail,
    preferences,
)
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from models.bodies import Cover
from models.enums import DossierState
from notifications import recipients
from notifications.calling import calls_for, each, to_nominators
from notifications.calling_agencies import body_reminded
from notifications.catalogue import (
    CoverSet,
    Digest,
    Escalated,
    NewLink,
    Reminder,
    StandsStill,
    StillReturned,
)
from notifications.posting import Post, post


def announce(
    session: Session, dossier_id: UUID, *, now: datetime, usual: Habits = AT_ANY_HOUR
) -> list[UUID]:
    """Tell whoever the dossier's place concerns: the reviewers of its gate, or the nominator."""
    dossier = dossiers.for_update(session, dossier_id)
    if dossier is None:
        raise LookupError(f"no dossier {dossier_id}")
    return post(session, calls_for(session, dossier, now=now), now=now, usual=usual)


def remind(
    session: Session, assignment_ids: Iterable[UUID], *, now: datetime, usual: Habits = AT_ANY_HOUR
) -> list[UUID]:
    """Remind those of these reviewers whose turn it still is; once a day, however often called."""
    today = local_date(now)
    found = [(one, recipients.reviewer(session, one, on=today)) for one in assignment_ids]
    posts = [
        Post(
            notice=Reminder(assignment_id=assignment_id, day=today),
            person=asked.person,
            dossier_id=asked.gate.dossier_id,
            assignment_id=assignment_id,
            due_on=asked.gate.due_on,
        )
        for assignment_id, asked in found
        if asked is not None
    ]
    return post(session, posts, now=now, usual=usual)


def remind_unit(
    session: Session, dossier_id: UUID, *, now: datetime, usual: Habits = AT_ANY_HOUR
) -> list[UUID]:
    """Ask the nominators for what a returned dossier waits for; once a day."""
    dossier = mail.dossier(session, dossier_id)
    if dossier.state is not DossierState.RETURNED:
        return []
    gate = mail.last_gate(session, dossier)
    notice = StillReturned(gate_id=gate.id, day=local_date(now))
    return post(session, to_nominators(session, dossier, notice, now=now), now=now, usual=usual)


def escalate(
    session: Session, gate_id: UUID, *, now: datetime, usual: Habits = AT_ANY_HOUR
) -> list[UUID]:
    """Tell those who can get an overdue gate moving, once."""
    gate = gates.gate(session, gate_id)
    if gate is None:
        return []
    people = recipients.overseers(session, gate, on=local_date(now))
    posts = each(people, Escalated(gate_id=gate_id), gate.dossier_id)
    return post(session, posts, now=now, usual=usual)


def remind_body(
    session: Session, opinion_id: UUID, *, now: datetime, usual: Habits = AT_ANY_HOUR
) -> list[UUID]:
    """Remind a body whose opinion is still awaited; once a day, however often called."""
    return post(session, body_reminded(session, opinion_id, now=now), now=now, usual=usual)


def stands_still(
    session: Session,
    gate_id: UUID,
    *,
    asked_by_id: UUID,
    now: datetime,
    usual: Habits = AT_ANY_HOUR,
) -> list[UUID]:
    """Tell the same that somebody asks for their help, but not whoever asks; once a day."""
    gate, today = gates.gate(session, gate_id), local_date(now)
    overseers = recipients.overseers(session, gate, on=today) if gate else []
    people = [person for person in overseers if person.id != asked_by_id]
    notice = StandsStill(gate_id=gate_id, day=today, asked_by_id=asked_by_id)
    dossier_id = gate.dossier_id if gate else None
    return post(session, each(people, notice, dossier_id), now=now, usual=usual)


def new_link(session: Session, assignment_id: UUID, *, now: datetime) -> list[UUID]:
    """Send whoever is asked a new link for their task, unless one is on its way already."""
    asked = recipients.reviewer(session, assignment_id, on=local_date(now))
    last = links.newest(session, [assignment_id]).get(assignment_id)
    if asked is None or last is None:
        return []
    notice = NewLink(assignment_id=assignment_id, link_id=last.id)
    posts = [
        Post(
            notice=notice,
            person=asked.person,
            dossier_id=asked.gate.dossier_id,
            assignment_id=assignment_id,
        )
    ]
    return post(session, posts, now=now)


def cover_set(session: Session, entered: Iterable[Cover], *, now: datetime) -> list[UUID]:
    """Tell whoever is to act for somebody; and the latter, unless they entered it."""
    posts = []
    for cover in entered:
        ids = {cover.acting_id, cover.absent_id} - {cover.set_by_id}
        people = [person for id_ in sorted(ids) if (person := bodies.person(session, id_))]
        posts += each(people, CoverSet(cover_id=cover.id))
    return post(session, posts, now=now)


def digest(
    session: Session, person_id: UUID, *, now: datetime, usual: Habits = AT_ANY_HOUR
) -> list[UUID]:
    """Put what was gathered for somebody into one mail; what comes after it waits a day."""
    person = bodies.person(session, person_id)
    people = [person] if person else []
    notice = Digest(person_id=person_id, day=local_date(now))
    ids = post(session, each(people, notice), now=now)
    for digest_id in ids:
        digests.gather(session, person_id, into=digest_id, now=now)
    habits = preferences.habits_of(session, [person_id]).get(person_id, usual)
    tomorrow = next_digest(habits, now=now, calendar=vietnamese_calendar())
    digests.put_off(session, person_id, until=tomorrow, now=now)
    return ids
