"""Mailed links: found by keyed hash, used once, revoked as a family."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.gates import Assignment
from models.mail import Link


def by_token_hash(session: Session, token_hash: bytes) -> Link | None:
    """The link, whatever has become of it."""
    return session.exec(select(Link).where(Link.token_hash == token_hash)).first()


def by_id(session: Session, link_id: UUID) -> Link | None:
    return session.get(Link, link_id)


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


def revoke_of_person(session: Session, person_id: UUID, *, now: datetime) -> None:
    """End every live link mailed to somebody: they have left."""
    ids = session.exec(select(Assignment.id).where(Assignment.person_id == person_id)).all()
    revoke_family(session, ids, now=now)
