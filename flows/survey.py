"""Keep what the dashboard reads: open dossiers every minute, days and usual ages more rarely."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from approvals.commands.count_flow import count_flow
from approvals.commands.survey import survey as look_again
from core import clock
from flows.sweeping import Swept, report
from flows.wiring import transact


@flow(name="survey", persist_result=False)
def survey() -> State[Any]:
    """Pages look again by themselves before they show anything: this is for what nobody opens."""
    return report(dossiers=survey_all())


def survey_all() -> Swept:
    """Batch after batch, each in a transaction of its own."""
    done = 0
    while looked_at := transact(look_again, now=clock.now()):
        done += looked_at
    return Swept(found=done, done=done)


@flow(name="count-flow", persist_result=False)
def count() -> None:
    """What moved on which day, and how long gates take."""
    transact(count_flow)
