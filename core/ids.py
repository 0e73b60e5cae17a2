"""Identifiers: time-ordered for rows, unguessable for secrets, content for files."""

import hashlib
import hmac
import secrets
import time
from datetime import datetime
from uuid import UUID

_MILLISECOND = 1_000_000  # nanoseconds


def uuid7(at: datetime | None = None) -> UUID:
    """A UUIDv7 (RFC 9562): rows created later sort later, which keeps indexes compact.

    `at`: when the row was created, where that was not just now.

    Twelve bits say where in the millisecond it was made (method 3 of the RFC), so that rows of
    one transaction keep their order too.
    """
    created = time.time_ns() if at is None else int(at.timestamp() * 1000) * _MILLISECOND
    milliseconds, rest = divmod(created, _MILLISECOND)
    fraction = (rest << 12) // _MILLISECOND
    value = milliseconds << 80 | 0x7 << 76 | fraction << 64
    return UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def secret_token() -> str:
    """256 random bits as 43 characters that are safe in a path."""
    return secrets.token_urlsafe(32)


def six_digits() -> str:
    """A code a person types from a mail."""
    return f"{secrets.randbelow(1_000_000):06d}"


def keyed_hash(key: bytes, value: str) -> bytes:
    """HMAC-SHA-256: what is stored instead of a token or a code."""
    return hmac.digest(key, value.encode(), hashlib.sha256)
