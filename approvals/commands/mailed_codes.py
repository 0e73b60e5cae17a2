"""Six digits mailed on request: asked for, made when the mail is written, tried five times."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from approvals.queries import access
from core.ids import keyed_hash, six_digits
from models.access import MailedCode

LIVES = timedelta(minutes=10)
TRIES = 5


def request_code(
    session: Session, person_id: UUID, *, now: datetime, assignment_id: UUID | None = None
) -> MailedCode:
    """A code to decide a task with, or without one, to sign in.

    Earlier ones for the same purpose end, so that one code at a time works.
    """
    access.end_codes(session, person_id, assignment_id, now=now)
    code = MailedCode(
        person_id=person_id,
        assignment_id=assignment_id,
        created_at=now,
        expires_at=now + LIVES,
    )
    session.add(code)
    session.flush()  # the message about it refers to it
    return code


def issue_code(session: Session, code_id: UUID, *, key: bytes) -> str:
    """The digits for the mail; only their keyed hash is kept."""
    digits = six_digits()
    code = access.mailed_code(session, code_id)
    if code is not None:
        code.code_hash = _hash(code_id, digits, key=key)
    return digits


def try_code(session: Session, code_id: UUID, typed: str, *, key: bytes, now: datetime) -> bool:
    """Whether somebody typed the right digits in time. Spaces do not matter.

    Every try is counted, wrong ones too, before it is compared: the caller commits either way.
    """
    if not access.count_try(session, code_id, limit=TRIES, now=now):
        return False
    code = access.mailed_code(session, code_id)
    given = _hash(code_id, "".join(typed.split()), key=key)
    return code is not None and hmac.compare_digest(given, code.code_hash or b"")


def try_decision_code(  # noqa: PLR0913 -- whose, for what, typed what
    session: Session,
    assignment_id: UUID,
    person_id: UUID,
    typed: str,
    *,
    key: bytes,
    now: datetime,
) -> int | None:
    """Try the code somebody asked for to decide a task; None when it fits, otherwise tries left."""
    code = access.newest_code(session, person_id, assignment_id, now=now)
    if code is None:
        return 0
    if try_code(session, code.id, typed, key=key, now=now):
        return None
    session.refresh(code)
    return max(0, TRIES - code.tries)


def _hash(code_id: UUID, digits: str, *, key: bytes) -> bytes:
    """A code is worth something for its own purpose only."""
    return keyed_hash(key, f"{code_id}:{digits}")
