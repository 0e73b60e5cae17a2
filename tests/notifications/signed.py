"""Requests signed as SendGrid signs them, with a key of the test's own."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Event = Mapping[str, Any]


@dataclass(frozen=True)
class SendGridKey:
    """A key pair; `public` is what SendGrid's settings show."""

    private: EllipticCurvePrivateKey = field(
        default_factory=lambda: generate_private_key(SECP256R1())
    )

    @property
    def public(self) -> str:
        der = self.private.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(der).decode()

    def sign(self, body: bytes, timestamp: str) -> str:
        signature = self.private.sign(timestamp.encode() + body, ECDSA(SHA256()))
        return base64.b64encode(signature).decode()

    def headers(self, body: bytes, at: datetime) -> dict[str, str]:
        """What SendGrid sends along."""
        timestamp = str(int(at.timestamp()))
        return {
            "X-Twilio-Email-Event-Webhook-Signature": self.sign(body, timestamp),
            "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
        }


def an_event(kind: str, message_id: object, *, at: datetime, **others: object) -> Event:
    """One event as the Event Webhook tells it, custom arguments beside its own fields."""
    return {
        "email": "binh@bangvang.example",
        "timestamp": int(at.timestamp()),
        "event": kind,
        "sg_event_id": f"{kind}-{message_id}",
        "sg_message_id": "14c5d75ce93.recvd-5b9c-1.0",
        "category": ["gate_opened"],
        "message_id": str(message_id),
    } | others


def a_body(*events: Event) -> bytes:
    """As SendGrid writes it: spaces and a line break that no JSON parser would keep."""
    return json.dumps(list(events), indent=1, ensure_ascii=False).encode() + b"\r\n"
