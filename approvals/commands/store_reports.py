"""What the mail provider reports is kept first, and read afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.queries import delivery
from models.enums import Delivery
from models.mail import DeliveryEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One event as the provider told it. `message_id` and `provider_id` may be missing."""

    event_id: str
    message_id: UUID | None
    provider_id: str
    kind: Delivery
    at: datetime
    reason: str


def store_reports(session: Session, reported: Sequence[Reported], *, now: datetime) -> int:
    """Keep the reports about our messages; how many were new.

    Reports come twice, late and in any order, and some are about other systems' mail.
    """
    by_provider = delivery.ids_of(session, provider_ids=[one.provider_id for one in reported])
    ours = delivery.known_ids(session, [one.message_id for one in reported if one.message_id])
    events = []
    for one in reported:
        named = one.message_id if one.message_id in ours else None
        message_id = named or by_provider.get(one.provider_id)
        if message_id is not None:
            events.append(_event(one, message_id, now=now))
    return delivery.keep(session, events)


def _event(one: Reported, message_id: UUID, *, now: datetime) -> DeliveryEvent:
    return DeliveryEvent(
        provider_event_id=one.event_id,
        message_id=message_id,
        provider_id=one.provider_id,
        kind=one.kind,
        reason=one.reason,
        at=one.at,
        received_at=now,
    )
