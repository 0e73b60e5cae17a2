"""The digests of past mornings: one mail to each person who was told something on it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from approvals.queries import copying
from core.clock import local_date
from core.ids import uuid7
from models.enums import Delivery, Language, MessageState
from models.mail import DeliveryEvent
from notifications.catalogue import Digest

_TOOK = timedelta(seconds=20)  # to make and hand over
_REASON = "550 5.1.1 mailbox unavailable"


@dataclass(slots=True)
class Digests:
    """`lines` are the rows of `message` that were made and not taken yet.

    `addresses` are of everybody who may be told anything. To those `unreached` no mail gets
    since a moment: the provider reports each as bounced.
    """

    addresses: dict[bytes, bytes]
    unreached: frozenset[bytes]
    since: datetime
    lines: list[bytes] = field(default_factory=list)
    reports: list[DeliveryEvent] = field(default_factory=list)
    _made: dict[tuple[bytes, datetime], bytes] = field(default_factory=dict)

    def told_in(self, person: bytes, morning: datetime) -> bytes:
        """The digest that a person had on a morning, made when it is first asked for."""
        known = self._made.get((person, morning))
        if known is None:
            known = self._made[person, morning] = self._make(person, morning)
        return known

    def taken(self) -> list[bytes]:
        taken, self.lines = self.lines, []
        return taken

    def _make(self, person: bytes, morning: datetime) -> bytes:
        digest_id, left = uuid7(morning), morning + _TOOK
        notice = Digest(person_id=UUID(person.decode()), day=local_date(morning))
        row = {
            "id": digest_id,
            "template": notice.template,
            "dedupe_key": notice.dedupe_key,
            "person_id": person.decode(),
            "address": self.addresses[person].decode(),
            "language": Language.VI.value,
            "context": orjson.dumps(notice.context).decode(),
            "state": MessageState.ACCEPTED.value,
            "attempts": 1,
            "next_attempt_at": left,
            "provider_id": digest_id,
            "created_at": morning,
            "accepted_at": left,
            "repeats": 0,
        }
        if person in self.unreached and morning >= self.since:
            row |= {"delivery": Delivery.BOUNCED.value, "delivery_at": left, "problem": _REASON}
            self.reports.append(_report(digest_id, left))
        fields = (str(row.get(name, "\\N")) for name in copying.columns("message"))
        self.lines.append("\t".join(fields).encode() + b"\n")
        return str(digest_id).encode()


def _report(message_id: UUID, at: datetime) -> DeliveryEvent:
    """What the provider said of a mail that did not arrive, as `read_reports` leaves it."""
    return DeliveryEvent(
        provider_event_id=f"demo-{message_id}",
        message_id=message_id,
        provider_id=str(message_id),
        kind=Delivery.BOUNCED,
        reason=_REASON,
        at=at,
        received_at=at,
        read_at=at,
    )
