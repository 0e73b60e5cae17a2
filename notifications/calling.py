"""What a dossier's place calls for: who is to be told what of it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import events, gates, links, mail, opinions, undoing
from core.clock import local_date
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import DossierState, EventKind
from notifications import recipients
from notifications.calling_agencies import opinions_told
from notifications.calling_conduct import holds_told, revocation_told
from notifications.catalogue import (
    Changed,
    GateOpened,
    OpinionEntered,
    Outcome,
    Returned,
    TakenBack,
)
from notifications.notice import Notice
from notifications.posting import Post

# After these, what reviewers judge is another thing than their mail told of.
_CHANGES = (EventKind.ATTACHMENT_ADDED,)


def calls_for(session: Session, dossier: Dossier, *, now: datetime) -> list[Post]:
    """All that is to be said of a dossier as it is now; what was said before is said once."""
    return [
        *_told_in_vain(session, dossier),
        *_to_absent_members(session, dossier),
        *_of_its_place(session, dossier, now=now),
        *holds_told(session, dossier, now=now),
        *revocation_told(session, dossier, now=now),
        *opinions_told(session, dossier, now=now),
    ]


def _of_its_place(session: Session, dossier: Dossier, *, now: datetime) -> list[Post]:
    if dossier.held_since is not None:  # nothing can be done: that alone is told
        return []
    match dossier.state:
        case DossierState.UNDER_REVIEW:
            return _to_reviewers(session, dossier, on=local_date(now))
        case DossierState.RETURNED:
            notice = Returned(gate_id=mail.last_gate(session, dossier).id)
            return to_nominators(session, dossier, notice, now=now)
        case DossierState.AWARDED | DossierState.DECLINED | DossierState.SETTLED_HERE:
            return to_nominators(session, dossier, Outcome(dossier_id=dossier.id), now=now)
        case DossierState.WITHDRAWN:  # by the nominators themselves
            return []
        case DossierState.REVOKED:  # told with the proposal that led to it
            return []


def _to_reviewers(session: Session, dossier: Dossier, *, on: date) -> list[Post]:
    gate = gates.open_gate(session, dossier.id)
    if gate is None:
        return []
    asked = recipients.reviewers(session, gate, on=on)
    lost = _lost_by_change(session, dossier, [assignment.id for assignment, _ in asked])
    return [
        Post(
            notice=notice,
            person=person,
            dossier_id=dossier.id,
            assignment_id=assignment.id,
            due_on=gate.due_on,
        )
        for assignment, person in asked
        for notice in (GateOpened(assignment_id=assignment.id), lost.get(assignment.id))
        if notice is not None
    ]


def _lost_by_change(
    session: Session, dossier: Dossier, assignment_ids: Sequence[UUID]
) -> dict[UUID, Changed]:
    """What to tell those whose last link ended since the dossier is no longer what it led to."""
    changed_at = events.last_at(session, dossier.id, _CHANGES)
    if changed_at is None:
        return {}
    return {
        assignment_id: Changed(assignment_id=assignment_id, link_id=link.id)
        for assignment_id, link in links.newest(session, assignment_ids).items()
        if link.revoked_at is not None and link.created_at <= changed_at
    }


def _told_in_vain(session: Session, dossier: Dossier) -> list[Post]:
    """What to tell those who got a mail because of a decision that was then taken back."""
    return [
        Post(notice=TakenBack(message_id=void.id), person=person, dossier_id=dossier.id)
        for void, person in undoing.told_in_vain(session, dossier.id)
    ]


def _to_absent_members(session: Session, dossier: Dossier) -> list[Post]:
    """What was entered in their names."""
    return [
        Post(
            notice=OpinionEntered(opinion_id=written.opinion.id),
            person=written.member,
            dossier_id=dossier.id,
        )
        for written in opinions.of_dossier(session, dossier.id).values()
    ]


def to_nominators(
    session: Session, dossier: Dossier, notice: Notice, *, now: datetime
) -> list[Post]:
    people = recipients.nominators(session, dossier, on=local_date(now))
    return each(people, notice, dossier.id)


def each(people: Sequence[Person], notice: Notice, dossier_id: UUID | None = None) -> list[Post]:
    return [Post(notice=notice, person=person, dossier_id=dossier_id) for person in people]
