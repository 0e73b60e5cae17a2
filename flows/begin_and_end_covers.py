"""Covers begin and end with the day: what waits is handed on, and comes back."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from approvals.commands.begin_cover import begin_cover, lapse_cover
from approvals.queries import covers
from core import clock
from flows.sweeping import BATCH, Swept, report, sweep
from flows.wiring import transact


@flow(name="begin-and-end-covers", persist_result=False)
def begin_and_end_covers() -> State[Any]:
    return report(begun=begin_due(), ended=end_due())


def begin_due() -> Swept:
    """Hand on what waits for those whose absence begins."""
    now = clock.now()
    due = transact(covers.to_begin_ids, on=clock.local_date(now), limit=BATCH)
    return sweep("begin cover", due, lambda one: transact(begin_cover, one, now=now))


def end_due() -> Swept:
    """Hand back what still waits for those who are back."""
    now = clock.now()
    due = transact(covers.to_end_ids, on=clock.local_date(now), limit=BATCH)
    return sweep("end cover", due, lambda one: transact(lapse_cover, one, now=now))
