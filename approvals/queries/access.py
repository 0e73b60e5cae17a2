"""Sign-in requests and sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.access import SignIn, StaffSession


def sign_in(session: Session, sign_in_id: UUID) -> SignIn | None:
    return session.exec(
        select(SignIn).where(SignIn.id == sign_in_id).execution_options(populate_existing=True)
    ).first()


def end_sign_ins(session: Session, person_id: UUID, *, now: datetime) -> None:
    """End every request of a person that still could be confirmed."""
    session.execute(
        update(SignIn)
        .where(
            col(SignIn.person_id) == person_id,
            col(SignIn.used_at).is_(None),
            col(SignIn.expires_at) > now,
        )
        .values(expires_at=now)
    )


def count_try(session: Session, sign_in_id: UUID, *, limit: int, now: datetime) -> bool:
    """Count one try; False when the request is unknown, late, used, or out of tries."""
    counted = session.execute(
        update(SignIn)
        .where(
            col(SignIn.id) == sign_in_id,
            col(SignIn.used_at).is_(None),
            col(SignIn.expires_at) > now,
            col(SignIn.tries) < limit,
        )
        .values(tries=SignIn.tries + 1)
    )
    return bool(counted.rowcount == 1)  # type: ignore[attr-defined]


def live_session(session: Session, token_hash: bytes, *, now: datetime) -> StaffSession | None:
    return session.exec(
        select(StaffSession).where(
            StaffSession.token_hash == token_hash,
            col(StaffSession.revoked_at).is_(None),
            col(StaffSession.expires_at) > now,
        )
    ).first()


def revoke_session(session: Session, token_hash: bytes, *, now: datetime) -> None:
    session.execute(
        update(StaffSession)
        .where(col(StaffSession.token_hash) == token_hash, col(StaffSession.revoked_at).is_(None))
        .values(revoked_at=now)
    )


def revoke_sessions_of(session: Session, person_id: UUID, *, now: datetime) -> None:
    """End every session of a person, in browsers and scripts."""
    session.execute(
        update(StaffSession)
        .where(col(StaffSession.person_id) == person_id, col(StaffSession.revoked_at).is_(None))
        .values(revoked_at=now)
    )
