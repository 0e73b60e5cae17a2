"""A link for one mail: 256 bits to find the task, and a printed code to decide with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from approvals.queries import bodies
from core.clock import end_of
from core.ids import keyed_hash, secret_token, six_digits, uuid7
from models.agency_opinions import OpinionLink
from models.mail import Link

# A link lives as long as reviews usually take; a reminder brings a fresh one.
LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """What goes into the mail and is stored nowhere."""

    token: str
    code: str


def issue_link(
    session: Session, *, assignment_id: UUID, message_id: UUID, key: bytes, now: datetime
) -> IssuedLink:
    """Make a link of the assignment's family; only keyed hashes of it are kept.

    It does not outlive the seat that the assignment is of.
    """
    issued = IssuedLink(token=secret_token(), code=six_digits())
    seat = bodies.seat_of_assignment(session, assignment_id)
    last_day = seat.valid_to if seat else None
    expires_at = now + LIFETIME
    link_id = uuid7()
    session.add(
        Link(
            id=link_id,
            token_hash=keyed_hash(key, issued.token),
            code_hash=code_hash(link_id, issued.code, key=key),
            assignment_id=assignment_id,
            message_id=message_id,
            created_at=now,
            expires_at=min(expires_at, end_of(last_day)) if last_day else expires_at,
        )
    )
    return issued


def issue_opinion_link(
    session: Session, *, opinion_id: UUID, message_id: UUID, key: bytes, now: datetime
) -> IssuedLink:
    """Make a link to a question for a body's opinion; only keyed hashes of it are kept."""
    issued, link_id = IssuedLink(token=secret_token(), code=six_digits()), uuid7()
    session.add(
        OpinionLink(
            id=link_id,
            token_hash=keyed_hash(key, issued.token),
            code_hash=code_hash(link_id, issued.code, key=key),
            opinion_id=opinion_id,
            message_id=message_id,
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )
    return issued


def code_hash(link_id: UUID, code: str, *, key: bytes) -> bytes:
    """A code is worth something for its own link only."""
    return keyed_hash(key, f"{link_id}:{code}")
