"""Holds of dossiers, open and released."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.queries.holders import are_named
from approvals.queries.mail import last_gate
from approvals.queries.visibility import Viewer
from models.bodies import Person
from models.conduct import HoldCause
from models.dossiers import Dossier
from models.holds import Hold
from models.mail import Message


def hold(session: Session, hold_id: UUID) -> Hold | None:
    """As it stands now, also when this transaction read it before."""
    wanted = select(Hold).where(Hold.id == hold_id).execution_options(populate_existing=True)
    return session.exec(wanted).first()


def of_dossier(session: Session, dossier_id: UUID) -> list[Hold]:
    """All of a dossier's, in the order they were placed."""
    placed = select(Hold).where(Hold.dossier_id == dossier_id)
    return list(session.exec(placed.order_by(col(Hold.placed_at), col(Hold.id))).all())


def open_of(session: Session, dossier_id: UUID) -> list[Hold]:
    """Those that hold it now, in the order they were placed."""
    return [one for one in of_dossier(session, dossier_id) if one.released_at is None]


def open_for(session: Session, dossier_id: UUID, cause: HoldCause) -> Hold | None:
    return next((one for one in open_of(session, dossier_id) if one.cause is cause), None)


def told_to(session: Session, dossier_id: UUID, viewer: Viewer) -> list[Hold]:
    """Open holds, for those who may know the causes: the board, and the desk where it lies."""
    dossier = session.get_one(Dossier, dossier_id)
    if dossier.held_since is None or not are_named(viewer, last_gate(session, dossier).body_id):
        return []
    return open_of(session, dossier_id)


def first_of_pause(session: Session, dossier_id: UUID, *, since: datetime) -> Hold | None:
    """The hold that a time on hold began with."""
    began = select(Hold).where(Hold.dossier_id == dossier_id, Hold.placed_at == since)
    return session.exec(began.order_by(col(Hold.id)).limit(1)).first()


def last_pause(session: Session, dossier_id: UUID) -> Hold | None:
    """Of a dossier that is on hold no more: the hold that the last such time began with."""
    began: Hold | None = None
    until: datetime | None = None
    for one in of_dossier(session, dossier_id):
        if began is None or (until is not None and one.placed_at > until):
            began = one
        ends = (until, one.released_at)
        until = max((end for end in ends if end is not None), default=None)
    return began


def mailed_to(session: Session, dedupe_key: str, people: Collection[UUID]) -> list[Person]:
    """Those of these people to whom a message with that key was queued."""
    told = select(Message.person_id).where(Message.dedupe_key == dedupe_key)
    wanted = select(Person).where(col(Person.id).in_(people), col(Person.id).in_(told))
    return list(session.exec(wanted.order_by(col(Person.sort_key), col(Person.id))).all())
