"""Seal what was recorded, publish what is signed, and tell auditors once a day."""

from typing import Any

import structlog
from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from approvals.commands.seal_log import seal_log
from approvals.history.sealer import sealer_of
from core import clock
from core.refusal import Refusal
from flows.deliver_mail import deliver_one
from flows.sweeping import Swept, report, sweep
from flows.wiring import transact, wired
from notifications.checkpoints import tell_auditors

_LOG = structlog.get_logger()


@flow(name="seal", persist_result=False)
def seal() -> State[Any]:
    """Fails, with a sentence, where the log does not continue what was published."""
    try:
        sealed = seal_now()
    except Refusal as refusal:
        _LOG.error("nothing is signed", code=refusal.code, sentence=refusal.sentence)
        tell_due()
        return Failed(message=refusal.sentence)
    return report(events=sealed, mail=tell_due())


def seal_now() -> Swept:
    """Seal all that waits. Raises what `seal_log` raises."""
    wiring = wired()
    sealed = seal_log(wiring.database, sealer_of(wiring.settings), now=clock.now())
    if sealed.events:
        _LOG.info("sealed", events=sealed.events, published=sealed.published)
    return Swept(found=sealed.events, done=sealed.events)


def tell_due() -> Swept:
    """Mail the day's checkpoint to those who have not got it."""
    return sweep("checkpoint", transact(tell_auditors, now=clock.now()), deliver_one)
