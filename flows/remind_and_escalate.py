"""Reminders before and on the due day; word to the secretariat when patience is over."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.schemas.objects import State

from approvals.commands.answer_opinion import lapse_opinion
from approvals.commands.escalate import escalate
from approvals.commands.remind import remind
from approvals.commands.remind_body import remind_body
from approvals.queries import agency_opinions, due_gates
from core import clock
from core.database import transaction
from flows.deliver_mail import deliver_one
from flows.sweeping import BATCH, Swept, report, sweep
from flows.wiring import transact, wired
from notifications import announcing
from notifications.bloc_reports import remind_reports


@flow(name="remind-and-escalate", persist_result=False)
def remind_and_escalate() -> State[Any]:
    now = clock.now()
    return report(
        reminders=remind_due(now),
        escalations=escalate_due(now),
        reports=remind_reports_due(now),
        bodies_reminded=remind_bodies_due(now),
        opinions_lapsed=lapse_due(now),
    )


def remind_due(now: datetime) -> Swept:
    """Take each reminder that is due, and send what it says."""
    due = transact(due_gates.to_remind_ids, now=now, limit=BATCH)
    return sweep("remind", due, partial(remind_one, now=now))


def escalate_due(now: datetime) -> Swept:
    """Take each escalation that is due, and send what it says."""
    due = transact(due_gates.to_escalate_ids, now=now, limit=BATCH)
    return sweep("escalate", due, partial(escalate_one, now=now))


def remind_reports_due(now: datetime) -> Swept:
    """Write to members of blocs that owe a report."""
    ids = transact(remind_reports, now=now, usual=wired().usual)
    return sweep("remind reports", ids, deliver_one)


def remind_bodies_due(now: datetime) -> Swept:
    """Remind each body whose opinion is awaited, and send what it says."""
    due = transact(agency_opinions.to_remind_ids, now=now, limit=BATCH)
    return sweep("remind body", due, partial(remind_one_body, now=now))


def lapse_due(now: datetime) -> Swept:
    """Take the silence of each body whose time is over as agreement."""
    due = transact(agency_opinions.to_lapse_ids, now=now, limit=BATCH)
    return sweep("lapse", due, lambda one: transact(lapse_opinion, one, now=now))


def remind_one_body(opinion_id: UUID, *, now: datetime) -> bool:
    """Take a body's reminder and queue its mails in one transaction, then send them."""
    with transaction(wired().database) as session:
        reminded = remind_body(session, opinion_id, now=now)
        usual = wired().usual
        message_ids = (
            announcing.remind_body(session, opinion_id, now=now, usual=usual) if reminded else []
        )
    for message_id in message_ids:
        deliver_one(message_id)
    return reminded


def remind_one(gate_id: UUID, *, now: datetime) -> bool:
    """Take a gate's reminder and queue its mails in one transaction, then send them."""
    with transaction(wired().database) as session:
        asked = remind(session, gate_id, now=now)
        usual = wired().usual
        message_ids = announcing.remind(session, asked, now=now, usual=usual) if asked else []
    for message_id in message_ids:
        deliver_one(message_id)
    return asked is not None


def escalate_one(gate_id: UUID, *, now: datetime) -> bool:
    """Mark a gate escalated and queue the mails in one transaction, then send them."""
    with transaction(wired().database) as session:
        escalated = escalate(session, gate_id, now=now)
        usual = wired().usual
        message_ids = (
            announcing.escalate(session, gate_id, now=now, usual=usual) if escalated else []
        )
    for message_id in message_ids:
        deliver_one(message_id)
    return escalated
