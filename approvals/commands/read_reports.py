"""A message learns what the mail provider reported of it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.delivering import locked, tell, tell_settled
from approvals.domain.delivery import FAILED, Report, standing
from approvals.queries import delivery, open_dossiers
from models.enums import Delivery, EventKind, MessageState
from models.mail import DeliveryEvent, Message

_UNSETTLED = (MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN)


def read_reports(session: Session, message_id: UUID, *, now: datetime) -> bool:
    """Bring a message up to date with its reports, in whatever order they came.

    False when it knew them already. A report settles whether a mail without an answer was taken,
    so that it is not sent again. History says when a mail was taken, the first time that a task's
    mail arrived, and each time that a mail failed.
    """
    message, dossier = locked(session, message_id)
    reports = delivery.reports_of(session, message_id)
    unread = [report.id for report in reports if report.read_at is None]
    stands = standing(Report(one.kind, one.at, one.reason) for one in reports)
    if not unread or stands is None:
        return False
    delivery.read(session, unread, now=now)
    if _settle(message, reports):
        tell_settled(session, message, dossier, now=now)
    before = message.delivery
    message.delivery, message.delivery_at = stands.kind, stands.at
    if stands.kind in FAILED:
        open_dossiers.queue_asked(session, message.person_id)
        message.problem = stands.reason
        if before not in FAILED:
            tell(session, message, dossier, EventKind.MESSAGE_FAILED, reason=stands.reason, now=now)
    elif (
        stands.kind is Delivery.DELIVERED
        and before is not Delivery.DELIVERED
        and not delivery.arrived_before(session, message)
    ):
        tell(session, message, dossier, EventKind.MESSAGE_DELIVERED, now=now)
    if dossier is not None:  # what only passes by is in no history
        open_dossiers.queue(session, [dossier.id])
    return True


def _settle(message: Message, reports: list[DeliveryEvent]) -> bool:
    """What the provider reports on, it has taken: an attempt without an answer succeeded."""
    if message.state not in _UNSETTLED or not message.attempts:
        return False
    first = min(reports, key=lambda report: report.at)
    message.state, message.accepted_at, message.problem = MessageState.ACCEPTED, first.at, None
    message.provider_id = first.provider_id or message.provider_id
    return True
