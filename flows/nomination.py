"""One flow run carries one dossier from its submission to its outcome.

The body runs again from the top each time the run is resumed, and reads from the database where
the dossier is: Prefect decides nothing. Announcing the same place twice sends nothing twice.
"""

import asyncio
import os
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from prefect import flow, get_client, task
from prefect.flow_runs import asuspend_flow_run
from prefect.runtime import flow_run

from approvals.queries.flow import Place, place_of
from core import clock
from core.failpoints import failpoint
from flows.wiring import telling_nobody, transact_aside, wired
from notifications import announcing, delivery

RETRY_AFTER: list[float] = [
    1,
    5,
    30,
]  # seconds; what still fails then is left to the relay and the sweeps

# Nothing is kept there; were no place named, each run would first ask Prefect's server for one.
_NO_RESULTS = Path(os.devnull)


@flow(name="nomination", persist_result=False, result_storage=_NO_RESULTS)
async def nomination(dossier_id: UUID, code: str) -> str:
    """Announce each place the dossier comes to, and sleep there until it moves on."""
    while (place := await look(dossier_id)).open:
        await announce(dossier_id)
        failpoint("gate-announced")
        await show_stage(code, place)
        # Ends this execution. The key is new each time: Prefect lets a key pass that was used
        # before, and then a run resumed by hand at an open gate would turn in a circle.
        await asuspend_flow_run(key=f"{place.key}:{uuid4().hex[:8]}", timeout=None)
    await announce(dossier_id)
    return place.key


async def look(dossier_id: UUID) -> Place:
    """Where the dossier is now."""
    place = await transact_aside(place_of, dossier_id)
    if place is None:
        raise LookupError(f"no dossier {dossier_id}")
    return place


async def announce(dossier_id: UUID) -> None:
    """Tell everybody whom the dossier's place concerns, each once."""
    message_ids = await queue_messages(dossier_id)
    if message_ids:
        failpoint("messages-queued")
        await send(message_ids)


@task(
    name="announce", persist_result=False, retries=len(RETRY_AFTER), retry_delay_seconds=RETRY_AFTER
)
async def queue_messages(dossier_id: UUID) -> list[UUID]:
    """Put into the queue what is not there yet; the ids of those."""
    return await transact_aside(
        announcing.announce, dossier_id, now=clock.now(), usual=wired().usual
    )


@task(
    name="deliver", persist_result=False, retries=len(RETRY_AFTER), retry_delay_seconds=RETRY_AFTER
)
async def send(message_ids: list[UUID]) -> None:
    """Hand messages to the mailer. What the provider does not take now waits for the sweep."""
    wiring = wired()
    deliver = partial(delivery.deliver, wiring.database, wiring.settings, mailer=wiring.mailer)
    with telling_nobody():
        await asyncio.gather(*(asyncio.to_thread(deliver, each) for each in message_ids))


def tags(code: str, stage: str) -> list[str]:
    """What an operator types into the search of Prefect's screen."""
    return [f"dossier:{code}", f"stage:{stage}"]


async def show_stage(code: str, place: Place) -> None:
    """Keep the run's tags true, where the dossier went on to another stage."""
    *_, stage, _round = place.key.split(":")
    if set(wanted := tags(code, stage)) - set(flow_run.tags):
        async with get_client() as client:
            await client.update_flow_run(UUID(flow_run.id), tags=wanted)
