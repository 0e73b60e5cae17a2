"""Carries wake-ups from our database to Prefect, and runs what they wake.

A wake-up is deleted only when a run that began after it has suspended itself again or ended: if
anything dies before, it is still there. Serving one twice does no harm.
"""

import asyncio
from functools import partial
from time import monotonic
from uuid import UUID

import structlog
from prefect.client.orchestration import PrefectClient

from approvals.queries import errands, wakes
from core.failpoints import failpoint
from core.withholding import Quotable
from flows.deployments import Deployments
from flows.nomination import nomination
from flows.occupancy import Occupancy
from flows.running import run_in_place
from flows.runs import NotNow, Runs
from flows.stopping import is_set_within
from flows.wiring import transact_aside

LIMIT = 10  # runs at one time
POLL_SECONDS = 2.0
_LONGEST_PAUSE = 600.0

log = structlog.get_logger()


class RunBroke(Quotable):
    """A run ended otherwise than suspended or completed."""


class Relay:
    """Serves waiting dossiers, several at a time, each of them by one at a time."""

    def __init__(
        self,
        client: PrefectClient,
        occupancy: Occupancy,
        deployments: Deployments,
        *,
        limit: int = LIMIT,
    ) -> None:
        self.look = asyncio.Event()  # set: something may be waiting
        self.look_again = asyncio.Event()  # set: somebody asks for what was put off
        self._runs = Runs(client, deployments)
        self._occupancy = occupancy
        self._deployments = deployments
        self._places = asyncio.Semaphore(limit)
        self._serving: dict[UUID, asyncio.Task[None]] = {}
        self._failures: dict[UUID, tuple[int, float]] = {}  # how often; not again before

    async def round(self) -> None:
        """Begin to serve whoever waits, but who is in hand or put off."""
        self.look.clear()
        if self.look_again.is_set():
            self.look_again.clear()
            self.begin_anew()
        besides = [*self._serving, *self._put_off()]
        room = errands.TAKEN_ON - len(self._serving)
        for dossier_id in await transact_aside(errands.waiting_ids, besides=besides, limit=room):
            task = asyncio.create_task(self._serve(dossier_id))
            self._serving[dossier_id] = task
            task.add_done_callback(partial(self._served, dossier_id))

    async def wait(self) -> None:
        """Until something may be waiting, or it is time to look anyway."""
        await is_set_within(self.look, POLL_SECONDS)

    def begin_anew(self) -> None:
        """Put nobody off any longer: what stood in the way may be gone."""
        self._failures.clear()

    async def settle(self, *, within: float) -> None:
        """Let what runs come to its end; cut off what has not after so many seconds."""
        running = list(self._serving.values())
        if running:
            _, late = await asyncio.wait(running, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _put_off(self) -> list[UUID]:
        now = monotonic()
        return [dossier_id for dossier_id, (_, until) in self._failures.items() if until > now]

    def _served(self, dossier_id: UUID, _: asyncio.Task[None]) -> None:
        del self._serving[dossier_id]
        self.look.set()  # a wake-up may have come meanwhile

    async def _serve(self, dossier_id: UUID) -> None:
        """Serve one dossier; a failure is reported, and tried again after a growing pause."""
        try:
            async with self._places:
                await self._run_once(dossier_id)
        except NotNow:
            self._pause(dossier_id, POLL_SECONDS)
        except Exception as problem:  # noqa: BLE001 -- one poisoned dossier stops no other
            failures = self._failures.get(dossier_id, (0, 0.0))[0] + 1
            log.warning("dossier not served", dossier=str(dossier_id), problem=problem)
            self._pause(dossier_id, min(2.0**failures, _LONGEST_PAUSE), failures)
            self._deployments.forget()
        else:
            self._failures.pop(dossier_id, None)

    def _pause(self, dossier_id: UUID, seconds: float, failures: int = 0) -> None:
        self._failures[dossier_id] = (failures, monotonic() + seconds)

    async def _run_once(self, dossier_id: UUID) -> None:
        if not await self._occupancy.take(dossier_id):
            raise NotNow
        try:
            failpoint("dossier-taken")
            errand = await transact_aside(errands.errand, dossier_id)
            if errand is not None:
                await self._carry(errand)
        finally:
            await self._occupancy.leave(dossier_id)

    async def _carry(self, errand: errands.Errand) -> None:
        run = await self._runs.claimed(errand)
        if run is not None:
            failpoint("run-claimed")
            state = await run_in_place(nomination, run)
            if not (state.is_paused() or state.is_completed()):
                raise RunBroke(str(state.name))
        failpoint("run-ended")
        await transact_aside(wakes.done, list(errand.wake_ids))
