"""Tell the secretariat each working morning what changed, and what is due."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from core import clock
from flows.deliver_mail import deliver_one
from flows.survey import survey_all
from flows.sweeping import Swept, report, sweep
from flows.wiring import transact, wired
from notifications.briefing import tell_secretariat


@flow(name="morning-brief", persist_result=False)
def morning_brief() -> State[Any]:
    """Does something once a day: on working days, from seven in the morning until noon."""
    return report(mail=tell_due())


def tell_due() -> Swept:
    """Mail the day's brief, of what is so now, if it has not been made."""
    survey_all()
    told = transact(tell_secretariat, now=clock.now(), usual=wired().usual)
    return sweep("morning-brief", told, deliver_one)
