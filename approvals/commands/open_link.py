"""Somebody comes with a mailed link: find it, and try the code printed beside it."""

import hmac
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.issue_link import code_hash
from approvals.queries import agency_opinions, links
from core.ids import keyed_hash
from models.agency_opinions import OpinionLink
from models.mail import Link

# Wrong codes a link forgives; after that only a fresh mail helps.
TRIES = 5


def find_link(session: Session, token: str, *, key: bytes) -> Link | None:
    """The link of a token, used, revoked and expired ones too. Writes nothing."""
    return links.by_token_hash(session, keyed_hash(key, token))


def is_live(link: Link, *, now: datetime) -> bool:
    """Whether a link still leads to a decision: its code is still good too."""
    ended = link.used_at is not None or link.revoked_at is not None
    return not ended and link.expires_at > now and link.code_tries < TRIES


def try_code(session: Session, link_id: UUID, code: str, *, key: bytes) -> int | None:
    """Try a code; None when it is right, otherwise the tries that are left.

    Every try is counted before it is compared, in a transaction of its own, so that neither
    parallel requests nor a refusal afterwards buy another one. Spaces in a code do not matter.
    """
    link = links.by_id(session, link_id)
    if link is None or not links.count_try(session, link_id, limit=TRIES):
        return 0
    return _tries_left(session, link, code, key=key)


def try_opinion_code(session: Session, link_id: UUID, code: str, *, key: bytes) -> int | None:
    """The same for a link to a question for a body's opinion."""
    link = agency_opinions.link_by_id(session, link_id)
    if link is None or not agency_opinions.count_try(session, link_id, limit=TRIES):
        return 0
    return _tries_left(session, link, code, key=key)


def _tries_left(session: Session, link: Link | OpinionLink, code: str, *, key: bytes) -> int | None:
    typed = "".join(code.split())
    if hmac.compare_digest(code_hash(link.id, typed, key=key), link.code_hash):
        return None
    session.refresh(link)
    return max(0, TRIES - link.code_tries)
