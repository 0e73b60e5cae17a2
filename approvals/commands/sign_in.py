"""Signing in, and scripts' tokens: sessions live in the database, with what they were proved by."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from approvals.commands.mailed_codes import request_code, try_code
from approvals.domain.refusals.missing import PersonNotFound
from approvals.queries import access, bodies
from core.ids import keyed_hash, secret_token
from models.access import MailedCode, StaffSession
from models.enums import Proof, SessionKind

# A browser stays signed in for a working day, a script's token for a year.
LIVES = {SessionKind.BROWSER: timedelta(hours=12), SessionKind.API: timedelta(days=365)}


def request_sign_in(session: Session, email: str, *, now: datetime) -> MailedCode | None:
    """Begin to sign somebody in; None for an address we do not know, or one that is inactive."""
    person = bodies.person_by_email(session, email)
    if person is None or not person.active:
        return None
    return request_code(session, person.id, now=now)


def confirm_sign_in(
    session: Session, code_id: UUID, typed: str, *, key: bytes, now: datetime
) -> UUID | None:
    """Who asked for this code to sign in with; None where it is wrong, late or used.

    Every try is counted, wrong ones too: the caller commits either way.
    """
    right = try_code(session, code_id, typed, key=key, now=now)
    code = access.mailed_code(session, code_id) if right else None
    if code is None or code.assignment_id is not None:
        return None
    code.used_at = now
    return code.person_id


def start_session(  # noqa: PLR0913 -- whose, for what, and what they proved
    session: Session,
    person_id: UUID,
    kind: SessionKind,
    *,
    key: bytes,
    now: datetime,
    proof: Proof = Proof.LINK,
    proved_at: datetime | None = None,
) -> str:
    """A token for a browser or a script; only its keyed hash is kept.

    `proved_at`: when they proved it, if that was before they came to us.
    """
    token = secret_token()
    session.add(
        StaffSession(
            token_hash=keyed_hash(key, token),
            person_id=person_id,
            kind=kind,
            proof=proof,
            proved_at=proved_at or now,
            created_at=now,
            expires_at=now + LIVES[kind],
        )
    )
    return token


def issue_token(session: Session, email: str, *, key: bytes, now: datetime) -> str:
    """A token for somebody's scripts. Raises `PersonNotFound`, also for one who has left.

    It proves no more than a mailed link: whoever holds it may not be its owner.
    """
    person = bodies.person_by_email(session, email)
    if person is None or not person.active:
        raise PersonNotFound(person=email).at("email")
    return start_session(session, person.id, SessionKind.API, key=key, now=now)


def end_sessions(session: Session, email: str, *, now: datetime) -> None:
    """Sign somebody out everywhere, scripts too. Raises `PersonNotFound`. Idempotent."""
    person = bodies.person_by_email(session, email)
    if person is None:
        raise PersonNotFound(person=email).at("email")
    access.revoke_sessions_of(session, person.id, now=now)


def signed_in(
    session: Session, token: str, kind: SessionKind, *, key: bytes, now: datetime
) -> StaffSession | None:
    """The session of a token; None for an unknown, expired or revoked one, or of another kind.

    A script's token is worth nothing in a cookie, and a browser's nothing in a header.
    """
    found = access.live_session(session, keyed_hash(key, token), now=now)
    return found if found and found.kind is kind else None


def sign_out(session: Session, token: str, *, key: bytes, now: datetime) -> None:
    """End a session. Idempotent."""
    access.revoke_session(session, keyed_hash(key, token), now=now)
