"""The second net: whatever became of Prefect's runs, every open dossier has one that lives."""

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import Any

from prefect import flow, get_client
from prefect.client.schemas.objects import State
from rich.console import Console
from rich.progress import Progress

from approvals.commands.seat_gate import seat_gate
from approvals.queries import due_gates, errands
from core import clock
from core.refusal import Refusal
from core.settings import Settings
from flows.connecting import Reach, engine_client, use_engine
from flows.deliver_mail import deliver_due
from flows.deployments import NOMINATION, Deployments
from flows.lost_runs import repair
from flows.occupancy import Occupancy
from flows.relay import Relay
from flows.sweeping import BATCH, Swept, report, sweep
from flows.wiring import transact, transact_aside, wire, wired

_STANDSTILL = 60.0  # seconds without progress after which it is left to the worker


class EngineUnreachable(Refusal):
    code = "engine_unreachable"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`waiting`: dossiers that could not be brought back now, and are tried on."""

    woken: Swept
    cancelled: Swept
    seated: Swept
    delivered: Swept
    waiting: int = 0


@flow(name="reconcile", persist_result=False)
def reconcile() -> State[Any]:
    found = look_for_lost()
    return report(
        dossiers_without_run=found.woken,
        stray_runs=found.cancelled,
        vacant_gates=found.seated,
        mail=found.delivered,
    )


def look_for_lost() -> Reconciled:
    """Bring Prefect into line with our database; the relay does what this asks for."""
    now = clock.now()
    vacant = transact(due_gates.vacant_ids, limit=BATCH)
    seated = sweep("seat", vacant, lambda gate_id: transact(seat_gate, gate_id, now=now) > 0)
    with get_client(sync_client=True) as client:
        woken, cancelled = repair(client, now=now)
    return Reconciled(woken, cancelled, seated, deliver_due())


def reconcile_now(settings: Settings) -> Reconciled:
    """The same at once, and served here, with or without a worker; shows how far it is.

    Raises `EngineUnreachable`.
    """
    use_engine(settings)
    wire(settings)
    return asyncio.run(_reconcile_now(settings))


async def _reconcile_now(settings: Settings) -> Reconciled:
    reach = Reach(settings)
    if not await reach.answers():
        raise EngineUnreachable("The engine does not answer; start it with `bangvang up`.")
    await reach.close()
    found = await asyncio.to_thread(look_for_lost)
    waiting = await _serve()
    return Reconciled(found.woken, found.cancelled, found.seated, found.delivered, waiting)


async def _serve() -> int:
    """Serve every wake-up queued so far, whoever else does too; how many dossiers are left."""
    began = clock.now()
    left = await transact_aside(errands.count_waiting, until=began)
    occupancy = Occupancy(wired().database_url)
    async with engine_client() as client:
        relay = Relay(client, occupancy, Deployments(client, [NOMINATION]))
        with Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task("Dossiers", total=left)
            moved_at = monotonic()
            while left and monotonic() - moved_at < _STANDSTILL:
                await relay.round()
                await relay.wait()
                before, left = left, await transact_aside(errands.count_waiting, until=began)
                if left < before:
                    moved_at = monotonic()
                    progress.advance(bar, before - left)
        await relay.settle(within=_STANDSTILL)
    await occupancy.close()
    return left
