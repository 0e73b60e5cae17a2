"""Mail whose time has come: digests, what waited for the morning, what was not taken at first.

Before anything is sent again, the messages learn what the provider reported of them.
"""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.schemas.objects import State

from approvals.commands.read_reports import read_reports
from approvals.queries import digests
from approvals.queries.delivery import unread_message_ids
from core import clock
from core.failpoints import failpoint
from flows.sweeping import BATCH, Swept, report, sweep
from flows.wiring import transact, wired
from models.enums import MessageState
from notifications import announcing, delivery


@flow(name="deliver-mail", persist_result=False)
def deliver_mail() -> State[Any]:
    return report(reports=read_due(), digests=gather_due(), mail=deliver_due())


def read_due() -> Swept:
    """Tell each message what was reported of it."""
    due = transact(unread_message_ids, limit=BATCH)
    return sweep("reports", due, partial(read_one, now=clock.now()))


def read_one(message_id: UUID, *, now: datetime) -> bool:
    """Whether a message learned something."""
    failpoint("report-found")
    return transact(read_reports, message_id, now=now)


def gather_due() -> Swept:
    """Queue each digest that is due."""
    now = clock.now()
    due = transact(digests.due_person_ids, now=now, limit=BATCH)
    return sweep("digest", due, partial(gather_one, now=now))


def gather_one(person_id: UUID, *, now: datetime) -> bool:
    """Whether somebody's digest was queued now."""
    return bool(transact(announcing.digest, person_id, now=now, usual=wired().usual))


def deliver_due() -> Swept:
    """Try each message that is due now."""
    due = transact(delivery.due_message_ids, now=clock.now(), limit=BATCH)
    return sweep("deliver-mail", due, deliver_one)


def deliver_one(message_id: UUID) -> bool:
    """Whether this settled it: taken by the mailer, or refused for good."""
    wiring = wired()
    state = delivery.deliver(wiring.database, wiring.settings, message_id, mailer=wiring.mailer)
    return state not in {MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN}
