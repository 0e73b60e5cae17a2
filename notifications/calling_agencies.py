"""What opinions of other bodies call for."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import agency_opinions, bodies, gates
from core.clock import local_date
from models.agency_opinions import AgencyOpinion
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import GateState
from notifications import recipients
from notifications.agency_notices import OpinionAsked, OpinionGiven, OpinionReminder
from notifications.posting import Post


def opinions_told(session: Session, dossier: Dossier, *, now: datetime) -> Iterator[Post]:
    """To those who answer for a body that is asked; and what it said, to those who wait for it."""
    if dossier.closed_at is not None:
        return
    for one in agency_opinions.of_dossier(session, dossier.id):
        if one.awaited:
            people = agency_opinions.who_answer(session, one.body_id, on=local_date(now))
            asked = OpinionAsked(opinion_id=one.id)
            yield from (_to(person, asked, one) for person in people)
        else:
            given = OpinionGiven(opinion_id=one.id)
            yield from (_to(who, given, one) for who in _waiting(session, one, now=now))


def body_reminded(session: Session, opinion_id: UUID, *, now: datetime) -> list[Post]:
    """To those who answer for a body, while its opinion is awaited."""
    one, today = agency_opinions.opinion(session, opinion_id), local_date(now)
    if one is None or not one.awaited:
        return []
    notice = OpinionReminder(opinion_id=one.id, day=today)
    people = agency_opinions.who_answer(session, one.body_id, on=today)
    return [_to(person, notice, one) for person in people]


def _waiting(session: Session, one: AgencyOpinion, *, now: datetime) -> list[Person]:
    """Who asked, and whose turn it is at the gate, while it is open; each once."""
    gate = gates.gate(session, one.gate_id)
    if gate is None or gate.state is not GateState.OPEN:
        return []
    asker = bodies.person(session, one.asked_by_id)
    reviewers = [person for _, person in recipients.reviewers(session, gate, on=local_date(now))]
    people = [*([asker] if asker and asker.active else []), *reviewers]
    return list({person.id: person for person in people}.values())


def _to(
    person: Person, notice: OpinionAsked | OpinionReminder | OpinionGiven, one: AgencyOpinion
) -> Post:
    due_on = one.due_on if one.awaited else None
    return Post(notice=notice, person=person, dossier_id=one.dossier_id, due_on=due_on)
