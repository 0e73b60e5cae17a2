"""SendGrid's signed Event Webhook: whether a request is SendGrid's, and what it reports.

Checked against the body exactly as it came. A signature holds for as long as SendGrid may try to
bring its reports; what came before is recognised by its event ids.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from approvals.commands.store_reports import Reported
from core.vietnamese import clean
from models.enums import Delivery

LARGEST = 2**20  # bytes of a request
OLDEST = timedelta(hours=24, minutes=10)  # it brings reports for 24 hours
NEWEST = timedelta(minutes=10)  # by how much its clock may be ahead of ours
_LONGEST_REASON = 300
_LONGEST_ID = 200
_SECONDS = re.compile(r"[0-9]{1,12}")  # more digits are no time, and a lot of work
_FAR_FUTURE = 2**33  # seconds: the year 2242; more is no time

# An open or a click is a scanner as often as a person: it is evidence of nothing.
_KINDS = {
    "processed": Delivery.PROCESSED,
    "deferred": Delivery.DEFERRED,
    "delivered": Delivery.DELIVERED,
    "bounce": Delivery.BOUNCED,
    "dropped": Delivery.DROPPED,
}


def public_key(text: str) -> EllipticCurvePublicKey | None:
    """The key as SendGrid's settings show it (base64 of DER); None for anything else."""
    try:
        key = load_der_public_key(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, EllipticCurvePublicKey) else None


def is_authentic(
    body: bytes, *, signature: str, timestamp: str, keys: Sequence[str], now: datetime
) -> bool:
    """Whether one of these keys signed the body, and lately enough."""
    said = _moment(int(timestamp)) if _SECONDS.fullmatch(timestamp) else None
    if said is None or not -NEWEST <= now - said <= OLDEST:
        return False
    signed = timestamp.encode() + body
    return any(_signed_by(public_key(key), signed, signature) for key in keys if key)


def reports(body: bytes) -> list[Reported]:
    """What a request reports of mails on their way; raises `ValueError` for what is no list."""
    try:
        found = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(found, list):
        raise ValueError("not a list")  # noqa: TRY004 -- of wrong content, as when it is no JSON
    return list(_reported(found))


def _signed_by(key: EllipticCurvePublicKey | None, signed: bytes, signature: str) -> bool:
    if key is None:
        return False
    try:
        key.verify(base64.b64decode(signature, validate=True), signed, ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def _reported(found: list[Any]) -> Iterator[Reported]:
    """What is not understood is passed over: the rest must not be lost over it."""
    for event in found:
        if not isinstance(event, dict):
            continue
        kind, event_id = _KINDS.get(str(event.get("event"))), event.get("sg_event_id")
        at = _moment(event.get("timestamp"))
        if kind is None or at is None or not isinstance(event_id, str):
            continue
        if kind is Delivery.BOUNCED and event.get("type") == "blocked":
            kind = Delivery.BLOCKED
        yield Reported(
            event_id=clean(event_id)[:_LONGEST_ID],
            message_id=_uuid(event.get("message_id")),
            provider_id=_attempt(event.get("sg_message_id")),
            kind=kind,
            at=at,
            reason=clean(str(event.get("reason") or event.get("response") or ""))[:_LONGEST_REASON],
        )


def _attempt(sg_message_id: object) -> str:
    """The part that SendGrid answered as X-Message-Id; delayed bounces come without any."""
    return clean(str(sg_message_id or "")).partition(".")[0][:_LONGEST_ID]


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _moment(seconds: object) -> datetime | None:
    if not isinstance(seconds, int) or not 0 <= seconds < _FAR_FUTURE:
        return None
    return datetime.fromtimestamp(seconds, UTC)
