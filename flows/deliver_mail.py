"""Left-over mail: what the provider did not take at first, and claims whose process died."""

from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.schemas.objects import State

from core import clock
from flows.sweeping import BATCH, Swept, report, sweep
from flows.wiring import transact, wired
from models.enums import MessageState
from notifications import delivery


@flow(name="deliver-mail", persist_result=False)
def deliver_mail() -> State[Any]:
    return report(mail=deliver_due())


def deliver_due() -> Swept:
    """Try each message that is due now."""
    due = transact(delivery.due_message_ids, now=clock.now(), limit=BATCH)
    return sweep("deliver-mail", due, deliver_one)


def deliver_one(message_id: UUID) -> bool:
    """Whether this settled it: taken by the mailer, or refused for good."""
    wiring = wired()
    state = delivery.deliver(wiring.database, wiring.settings, message_id, mailer=wiring.mailer)
    return state not in {MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN}
