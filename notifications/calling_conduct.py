"""What holds, and proposals to take an award back, call for."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from approvals.queries import bodies, gates, holds, revocations
from core.clock import local_date
from models.bodies import Person
from models.conduct import RevocationState
from models.dossiers import Dossier
from models.enums import Office
from notifications import recipients
from notifications.conduct_notices import (
    GoesOn,
    PutOnHold,
    RevocationDecided,
    RevocationProposed,
)
from notifications.notice import Notice
from notifications.posting import Post


def holds_told(session: Session, dossier: Dossier, *, now: datetime) -> list[Post]:
    """That it stands still; or, to those who were told so, that it goes on."""
    if dossier.closed_at is not None:
        return []
    people = _concerned(session, dossier, on=local_date(now))
    if dossier.held_since is not None:
        began = holds.first_of_pause(session, dossier.id, since=dossier.held_since)
        return _each(people, PutOnHold(hold_id=began.id), dossier) if began else []
    began = holds.last_pause(session, dossier.id)
    if began is None:
        return []
    key = PutOnHold(hold_id=began.id).dedupe_key
    told = holds.mailed_to(session, key, [one.id for one in people])
    return _each(told, GoesOn(hold_id=began.id), dossier)


def revocation_told(session: Session, dossier: Dossier, *, now: datetime) -> list[Post]:
    """To whoever decides on it, and then to the unit."""
    proposal, today = revocations.newest(session, dossier.id), local_date(now)
    if proposal is None:
        return []
    if proposal.state is RevocationState.PROPOSED:
        heads = bodies.holders(session, Office.HEAD, on=today, body_id=proposal.body_id)
        return _each(heads, RevocationProposed(revocation_id=proposal.id), dossier)
    people = recipients.nominators(session, dossier, on=today)
    return _each(people, RevocationDecided(revocation_id=proposal.id), dossier)


def _concerned(session: Session, dossier: Dossier, *, on: date) -> list[Person]:
    """Whose turn it is, and who nominated; each once."""
    gate = gates.open_gate(session, dossier.id)
    asked = [person for _, person in recipients.reviewers(session, gate, on=on)] if gate else []
    people = [*asked, *recipients.nominators(session, dossier, on=on)]
    return list({person.id: person for person in people}.values())


def _each(people: Sequence[Person], notice: Notice, dossier: Dossier) -> list[Post]:
    return [Post(notice=notice, person=person, dossier_id=dossier.id) for person in people]
