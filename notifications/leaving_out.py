"""The address at which one kind of mail can be left out, without signing in (RFC 8058).

Whoever holds it may change that one choice of that one person, and nothing else.
"""

import base64
import hmac
from uuid import UUID

from core.ids import keyed_hash
from models.enums import MailTopic

_PURPOSE = "leave out mail"


def leave_out_token(person_id: UUID, topic: MailTopic, *, key: bytes) -> str:
    """Names the person and the kind of mail; good for ever, as mails lie about for years."""
    named = f"{topic}.{person_id.hex}"
    return f"{named}.{_signature(named, key)}"


def read_token(token: str, *, key: bytes) -> tuple[UUID, MailTopic] | None:
    """Whose token it is, for which kind of mail; None for one that is not ours."""
    named, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(named, key).encode(), signature.encode()):
        return None
    topic, _, person = named.partition(".")
    return UUID(person), MailTopic(topic)


def _signature(named: str, key: bytes) -> str:
    digest = keyed_hash(key, f"{_PURPOSE}\n{named}")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
