"""The bytes of an event and how they hold together: canonical JSON and SHA-256. Pure."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785

FIRST = bytes(32)  # stands for the hash before the first event
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Commitment:
    """What an event holds instead of a text: the text may be erased, the event stays valid."""

    salt: bytes
    text: str

    @classmethod
    def to(cls, text: str) -> "Commitment":
        return cls(secrets.token_bytes(_SALT_BYTES), text)

    @property
    def digest(self) -> str:
        """What stands in the event."""
        return digest_of(self.salt, self.text)


def digest_of(salt: bytes, text: str) -> str:
    """HMAC-SHA-256(salt, text) in hex: without the salt, a short text cannot be guessed."""
    return hmac.digest(salt, text.encode(), "sha256").hex()


def event_bytes(  # noqa: PLR0913 -- the fields of an event, each by name
    *,
    chain: str,
    seq: int,
    kind: str,
    at: datetime,
    actor: str | None,
    facts: Mapping[str, Any],
    texts: Mapping[str, Commitment],
) -> bytes:
    """The event as RFC 8785 canonical JSON, exactly as it is hashed and stored."""
    return rfc8785.dumps(
        {
            "v": 1,
            "chain": chain,
            "seq": seq,
            "kind": kind,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": actor,
            "facts": dict(facts),
            "texts": {name: text.digest for name, text in texts.items()},
        }
    )


def link_hash(previous: bytes, body: bytes) -> bytes:
    """SHA-256(previous hash ‖ body)."""
    return hashlib.sha256(previous + body).digest()


def first_break(events: Sequence[tuple[int, bytes, bytes, bytes]]) -> int | None:
    """The `seq` at which a chain of (seq, body, previous hash, hash) breaks; None if it holds."""
    previous = FIRST
    for expected, (seq, body, stated_previous, stated) in enumerate(events, start=1):
        if seq != expected or stated_previous != previous or link_hash(previous, body) != stated:
            return expected
        previous = stated
    return None
