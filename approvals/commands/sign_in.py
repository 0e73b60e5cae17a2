"""Signing in by a mailed code, and scripts' tokens: sessions live in the database."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals import PersonNotFound
from approvals.queries import access, bodies
from core.ids import keyed_hash, secret_token, six_digits
from models.access import SignIn, StaffSession
from models.enums import SessionKind

CODE_LIVES = timedelta(minutes=10)
TRIES = 5
# A browser stays signed in for a working day, a script's token for a year.
LIVES = {SessionKind.BROWSER: timedelta(hours=12), SessionKind.API: timedelta(days=365)}


def request_sign_in(session: Session, email: str, *, now: datetime) -> SignIn | None:
    """Begin to sign somebody in; None for an address we do not know, or one that is inactive.

    Earlier requests of the same person end, so that one code at a time works.
    """
    person = bodies.person_by_email(session, email)
    if person is None or not person.active:
        return None
    access.end_sign_ins(session, person.id, now=now)
    sign_in = SignIn(person_id=person.id, created_at=now, expires_at=now + CODE_LIVES)
    session.add(sign_in)
    session.flush()  # the message about it refers to it
    return sign_in


def issue_code(session: Session, sign_in_id: UUID, *, key: bytes) -> str:
    """A fresh code for the mail; only its keyed hash is kept."""
    code = six_digits()
    sign_in = access.sign_in(session, sign_in_id)
    if sign_in is not None:
        sign_in.code_hash = keyed_hash(key, f"{sign_in_id}:{code}")
    return code


def confirm_sign_in(
    session: Session, sign_in_id: UUID, code: str, *, key: bytes, now: datetime
) -> str | None:
    """Exchange the right code for a session token; None for a wrong, late or used one.

    Every try is counted, wrong ones too: the caller commits either way.
    """
    if not access.count_try(session, sign_in_id, limit=TRIES, now=now):
        return None
    sign_in = access.sign_in(session, sign_in_id)
    typed = keyed_hash(key, f"{sign_in_id}:{''.join(code.split())}")
    if sign_in is None or not hmac.compare_digest(typed, sign_in.code_hash or b""):
        return None
    sign_in.used_at = now
    return start_session(session, sign_in.person_id, SessionKind.BROWSER, key=key, now=now)


def start_session(
    session: Session, person_id: UUID, kind: SessionKind, *, key: bytes, now: datetime
) -> str:
    """A token for a browser or a script; only its keyed hash is kept."""
    token = secret_token()
    session.add(
        StaffSession(
            token_hash=keyed_hash(key, token),
            person_id=person_id,
            kind=kind,
            created_at=now,
            expires_at=now + LIVES[kind],
        )
    )
    return token


def issue_token(session: Session, email: str, *, key: bytes, now: datetime) -> str:
    """A token for somebody's scripts. Raises `PersonNotFound`, also for one who has left."""
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


def session_person(
    session: Session, token: str, kind: SessionKind, *, key: bytes, now: datetime
) -> UUID | None:
    """Whose token it is; None for an unknown, expired or revoked one, or one of another kind.

    A script's token is worth nothing in a cookie, and a browser's nothing in a header.
    """
    found = access.live_session(session, keyed_hash(key, token), now=now)
    return found.person_id if found and found.kind is kind else None


def sign_out(session: Session, token: str, *, key: bytes, now: datetime) -> None:
    """End a session. Idempotent."""
    access.revoke_session(session, keyed_hash(key, token), now=now)
