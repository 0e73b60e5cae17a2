"""Queueing what people must be told. Repeating any of this queues nothing twice.

Every function returns the ids of the messages it put in now; they are delivered afterwards, with
no transaction open.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import access, bodies, gates, mail
from core.clock import local_date
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import DossierState
from models.mail import Message
from notifications import recipients
from notifications.catalogue import (
    Escalated,
    GateOpened,
    Notice,
    Outcome,
    Reminder,
    Returned,
    SignInCode,
)


def announce(session: Session, dossier_id: UUID, *, now: datetime) -> list[UUID]:
    """Tell whoever the dossier's place concerns: the reviewers of its gate, or the nominator."""
    dossier = mail.dossier(session, dossier_id)
    match dossier.state:
        case DossierState.UNDER_REVIEW:
            return _to_reviewers(session, dossier, now=now)
        case DossierState.RETURNED:
            notice = Returned(gate_id=mail.last_gate(session, dossier).id)
            return _to_nominators(session, dossier, notice, now=now)
        case DossierState.AWARDED | DossierState.DECLINED:
            return _to_nominators(session, dossier, Outcome(dossier_id=dossier.id), now=now)
        case DossierState.WITHDRAWN:  # by the nominators themselves
            return []


def remind(session: Session, assignment_ids: Iterable[UUID], *, now: datetime) -> list[UUID]:
    """Remind those of these reviewers whose turn it still is; once a day, however often called."""
    found = [(one, recipients.reviewer(session, one)) for one in assignment_ids]
    return mail.queue(
        session,
        [
            _message(
                Reminder(assignment_id=assignment_id, day=local_date(now)),
                asked.person,
                dossier_id=asked.dossier_id,
                assignment_id=assignment_id,
                now=now,
            )
            for assignment_id, asked in found
            if asked is not None
        ],
    )


def escalate(session: Session, gate_id: UUID, *, now: datetime) -> list[UUID]:
    """Tell those who can get an overdue gate moving, once."""
    gate = gates.gate(session, gate_id)
    if gate is None:
        return []
    people = recipients.overseers(session, gate, on=local_date(now))
    notice = Escalated(gate_id=gate_id)
    return _queue(session, notice, people, dossier_id=gate.dossier_id, now=now)


def sign_in_code(session: Session, sign_in_id: UUID, *, now: datetime) -> list[UUID]:
    """Send somebody the code they asked for."""
    sign_in = access.sign_in(session, sign_in_id)
    person = bodies.person(session, sign_in.person_id) if sign_in else None
    people = [person] if person else []
    return _queue(session, SignInCode(sign_in_id=sign_in_id), people, dossier_id=None, now=now)


def _to_reviewers(session: Session, dossier: Dossier, *, now: datetime) -> list[UUID]:
    gate = gates.open_gate(session, dossier.id)
    if gate is None:
        return []
    messages = [
        _message(
            GateOpened(assignment_id=assignment.id),
            person,
            dossier_id=dossier.id,
            assignment_id=assignment.id,
            now=now,
        )
        for assignment, person in recipients.reviewers(session, gate)
    ]
    return mail.queue(session, messages)


def _to_nominators(
    session: Session, dossier: Dossier, notice: Notice, *, now: datetime
) -> list[UUID]:
    people = recipients.nominators(session, dossier, on=local_date(now))
    return _queue(session, notice, people, dossier_id=dossier.id, now=now)


def _queue(
    session: Session,
    notice: Notice,
    people: Sequence[Person],
    *,
    dossier_id: UUID | None,
    now: datetime,
) -> list[UUID]:
    return mail.queue(
        session, [_message(notice, person, dossier_id=dossier_id, now=now) for person in people]
    )


def _message(
    notice: Notice,
    person: Person,
    *,
    dossier_id: UUID | None,
    now: datetime,
    assignment_id: UUID | None = None,
) -> Message:
    return Message(
        template=notice.template,
        dedupe_key=notice.dedupe_key,
        person_id=person.id,
        dossier_id=dossier_id,
        assignment_id=assignment_id,
        address=person.email,
        language=person.language,
        context=notice.context,
        next_attempt_at=now,
        created_at=now,
    )
