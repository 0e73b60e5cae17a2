"""Mailed links: found by keyed hash, used once, revoked as a family."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from approvals.queries.bodies import held_on
from models.bodies import Person, Seat
from models.enums import AssignmentState
from models.gates import Assignment, Gate
from models.mail import Link, Message


def by_token_hash(session: Session, token_hash: bytes) -> Link | None:
    """The link, whatever has become of it."""
    return session.exec(select(Link).where(Link.token_hash == token_hash)).first()


def by_id(session: Session, link_id: UUID) -> Link | None:
    return session.get(Link, link_id)


def mailed_to(session: Session, link: Link) -> UUID:
    """Whose link it is: the person asked, or whoever acted for them when it was mailed."""
    return session.exec(select(Message.person_id).where(Message.id == link.message_id)).one()


def still_waiting(session: Session, token_hash: bytes, *, on: date) -> UUID | None:
    """The assignment a link was mailed for, whatever became of the link.

    None unless it is still the turn of the person it was mailed for, who still holds the seat.
    """
    return session.exec(
        select(Assignment.id)
        .join(Link, col(Link.assignment_id) == col(Assignment.id))
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(Seat, col(Seat.id) == col(Assignment.seat_id))
        .where(
            Link.token_hash == token_hash,
            Assignment.state == AssignmentState.ACTIVE,
            held_on(on),
        )
    ).first()


def newest(session: Session, assignment_ids: Sequence[UUID]) -> dict[UUID, Link]:
    """The last link made for each of these assignments that had one."""
    found = session.exec(
        select(Link)
        .where(col(Link.assignment_id).in_(assignment_ids))
        .order_by(col(Link.assignment_id), col(Link.id).desc())
        .distinct(col(Link.assignment_id))
    )
    return {link.assignment_id: link for link in found}


def use(session: Session, link_id: UUID, *, assignment_id: UUID, now: datetime) -> bool:
    """Use a live link up, once; False when it was used, revoked, has expired, or is another's."""
    used = session.execute(
        update(Link)
        .where(
            col(Link.id) == link_id,
            col(Link.assignment_id) == assignment_id,
            col(Link.used_at).is_(None),
            col(Link.revoked_at).is_(None),
            col(Link.expires_at) > now,
        )
        .values(used_at=now)
    )
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]


def count_try(session: Session, link_id: UUID, *, limit: int) -> bool:
    """Count one try at a link's code; False when all tries are used up."""
    counted = session.execute(
        update(Link)
        .where(col(Link.id) == link_id, col(Link.code_tries) < limit)
        .values(code_tries=Link.code_tries + 1)
    )
    return bool(counted.rowcount == 1)  # type: ignore[attr-defined]


def revoke_family(session: Session, assignment_ids: Sequence[UUID], *, now: datetime) -> None:
    """End every live link of these assignments."""
    session.execute(
        update(Link)
        .where(
            col(Link.assignment_id).in_(assignment_ids),
            col(Link.used_at).is_(None),
            col(Link.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )


def revoke_of_gates(session: Session, gate_ids: Sequence[UUID], *, now: datetime) -> None:
    """End every live link of these gates: they are closed."""
    ids = session.exec(select(Assignment.id).where(col(Assignment.gate_id).in_(gate_ids))).all()
    revoke_family(session, ids, now=now)


def revoke_of_dossier(session: Session, dossier_id: UUID, *, now: datetime) -> None:
    """End every live link to a dossier: it is no longer what their mails told of."""
    ids = session.exec(select(Gate.id).where(Gate.dossier_id == dossier_id)).all()
    revoke_of_gates(session, ids, now=now)


def end_with_seat(session: Session, seat_id: UUID, *, until: datetime) -> None:
    """No link that was mailed to the holder of a seat outlives it."""
    asked = select(Assignment.id).where(Assignment.seat_id == seat_id)
    session.execute(
        update(Link)
        .where(col(Link.assignment_id).in_(asked), col(Link.expires_at) > until)
        .values(expires_at=until)
    )


def revoke_mailed_to(
    session: Session, person_id: UUID, assignment_ids: Sequence[UUID], *, now: datetime
) -> None:
    """End the live links of these assignments that one person was mailed; others' stay."""
    mailed = select(Message.id).where(Message.person_id == person_id)
    session.execute(
        update(Link)
        .where(
            col(Link.assignment_id).in_(assignment_ids),
            col(Link.message_id).in_(mailed),
            col(Link.used_at).is_(None),
            col(Link.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )


def revoke_of_person(session: Session, person_id: UUID, *, now: datetime) -> None:
    """End every live link mailed to somebody, or for what they are asked: they have left."""
    mailed = select(Message.id).where(Message.person_id == person_id)
    asked = select(Assignment.id).where(Assignment.person_id == person_id)
    session.execute(
        update(Link)
        .where(
            col(Link.message_id).in_(mailed) | col(Link.assignment_id).in_(asked),
            col(Link.used_at).is_(None),
            col(Link.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )
