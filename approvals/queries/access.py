"""Codes that were mailed on request, sessions, and passkeys."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from models.access import MailedCode, Passkey, StaffSession


def mailed_code(session: Session, code_id: UUID) -> MailedCode | None:
    """The code as it stands now, also when this transaction read it before."""
    return session.exec(
        select(MailedCode).where(MailedCode.id == code_id).execution_options(populate_existing=True)
    ).first()


def newest_code(
    session: Session, person_id: UUID, assignment_id: UUID, *, now: datetime
) -> MailedCode | None:
    """The code somebody asked for last to decide a task; None when there is none that holds."""
    return session.exec(
        select(MailedCode)
        .where(
            MailedCode.person_id == person_id,
            MailedCode.assignment_id == assignment_id,
            col(MailedCode.expires_at) > now,
        )
        .order_by(col(MailedCode.id).desc())
        .limit(1)
    ).first()


def end_codes(
    session: Session, person_id: UUID, assignment_id: UUID | None, *, now: datetime
) -> None:
    """End every code for the same purpose that somebody still could use."""
    session.execute(
        update(MailedCode)
        .where(
            col(MailedCode.person_id) == person_id,
            col(MailedCode.assignment_id).is_not_distinct_from(assignment_id),
            col(MailedCode.used_at).is_(None),
            col(MailedCode.expires_at) > now,
        )
        .values(expires_at=now)
    )


def count_try(session: Session, code_id: UUID, *, limit: int, now: datetime) -> bool:
    """Count one try; False when the code is unknown, late, used, or out of tries."""
    counted = session.execute(
        update(MailedCode)
        .where(
            col(MailedCode.id) == code_id,
            col(MailedCode.used_at).is_(None),
            col(MailedCode.expires_at) > now,
            col(MailedCode.tries) < limit,
        )
        .values(tries=MailedCode.tries + 1)
    )
    return bool(counted.rowcount == 1)  # type: ignore[attr-defined]


# Made once, as every request asks.
_LIVE_SESSION = select(StaffSession).where(
    col(StaffSession.token_hash) == bindparam("token_hash"),
    col(StaffSession.revoked_at).is_(None),
    col(StaffSession.expires_at) > bindparam("now"),
)


def live_session(session: Session, token_hash: bytes, *, now: datetime) -> StaffSession | None:
    return session.exec(_LIVE_SESSION, params={"token_hash": token_hash, "now": now}).first()


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


def passkeys_of(session: Session, person_id: UUID) -> Sequence[Passkey]:
    """Somebody's passkeys, in the order they were added."""
    return session.exec(
        select(Passkey).where(Passkey.person_id == person_id).order_by(col(Passkey.id))
    ).all()


def passkey_by_credential(session: Session, credential_id: bytes) -> Passkey | None:
    return session.exec(select(Passkey).where(Passkey.credential_id == credential_id)).first()


def passkey_of(session: Session, person_id: UUID, passkey_id: UUID) -> Passkey | None:
    """A passkey, if it is this person's."""
    return session.exec(
        select(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person_id)
    ).first()


def take_passkey(
    session: Session, passkey_id: UUID, *, sign_count: int, asked_at: datetime, now: datetime
) -> bool:
    """Note a use; False when it was used since it was asked for: the same answer comes twice."""
    taken = session.execute(
        update(Passkey)
        .where(
            col(Passkey.id) == passkey_id,
            col(Passkey.last_used_at).is_(None) | (col(Passkey.last_used_at) < asked_at),
        )
        .values(last_used_at=now, sign_count=sign_count)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]
