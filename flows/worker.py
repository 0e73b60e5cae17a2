"""The worker type `bangvang`: runs flows in its own process instead of starting one for each.

Prefect finds it by the entry point `prefect.collections`, so that
`prefect worker start --type bangvang --pool bangvang` works on any machine with our settings.
What it serves is what Prefect scheduled: sweeps, and dossiers' runs resumed in Prefect's screen.
"""

import asyncio
import os
from typing import Any
from uuid import UUID

import anyio.abc
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Cancelled
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from approvals.queries import errands, wakes
from flows.deployments import Deployed
from flows.nomination import nomination
from flows.occupancy import Occupancy
from flows.running import run_in_place, state_of
from flows.schedule import DEPLOYED
from flows.wiring import transact_aside, wired

_PATIENCE = 30.0  # seconds a claimed run waits for its dossier's lock, which is held briefly
_TURN = 0.05


class BangvangWorkerResult(BaseWorkerResult):
    """Always 0: the engine itself told Prefect how the run ended."""


class DossierInOtherHands(Exception):
    """Somebody else runs this dossier; what they run reads the same truth."""


class BangvangWorker(BaseWorker[BaseJobConfiguration, BaseVariables, BangvangWorkerResult]):
    """Polls the work pool, and runs what it finds in this event loop."""

    type = "bangvang"
    job_configuration = BaseJobConfiguration
    _description = "Runs Bảng Vàng's flows inside one process, without starting one for each run."

    async def setup(self) -> None:
        self._flows: dict[UUID, Deployed] = {}
        self._occupancy = Occupancy(wired().database_url)
        await super().setup()

    async def teardown(self, *exc_info: Any) -> None:  # noqa: ANN401 -- Prefect's signature
        await super().teardown(*exc_info)
        await self._occupancy.close()

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,  # noqa: ARG002 -- there is no infrastructure
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> BangvangWorkerResult:
        deployed = await self._deployed(flow_run)
        if task_status is not None:
            task_status.started(os.getpid())
        if await self._is_missed(deployed, flow_run):
            await self._skip(flow_run)
        elif deployed.flow is nomination:
            await self._run_nomination(flow_run)
        else:
            await run_in_place(deployed.flow, flow_run)
        return BangvangWorkerResult(identifier=str(flow_run.id), status_code=0)

    async def _deployed(self, run: FlowRun) -> Deployed:
        if run.flow_id not in self._flows:
            flow = await self.client.read_flow(run.flow_id)
            self._flows[run.flow_id] = DEPLOYED[flow.name]
        return self._flows[run.flow_id]

    async def _is_missed(self, deployed: Deployed, run: FlowRun) -> bool:
        """Whether the next run of this sweep is due already.

        By Prefect's clock alone, which set both moments: were ours half a minute ahead, we would
        skip every sweep there is.
        """
        if deployed.every is None or run.expected_start_time is None:
            return False
        claimed = state_of(await self.client.read_flow_run(run.id))
        return claimed.timestamp - run.expected_start_time > deployed.every

    async def _skip(self, run: FlowRun) -> None:
        """Sweeps missed while no worker was there need not be made up for, one by one."""
        await self.client.set_flow_run_state(
            run.id, Cancelled(message="Missed; the next one does its work."), force=True
        )

    async def _run_nomination(self, run: FlowRun) -> None:
        """Run it as the relay would: one process at a time, wake-ups deleted at the end."""
        dossier_id = UUID(run.parameters["dossier_id"])
        await self._take(dossier_id)
        try:
            errand = await transact_aside(errands.errand, dossier_id)
            state: State[Any] = await run_in_place(nomination, run)
            if errand is not None and (state.is_paused() or state.is_completed()):
                await transact_aside(wakes.done, list(errand.wake_ids))
        finally:
            await self._occupancy.leave(dossier_id)

    async def _take(self, dossier_id: UUID) -> None:
        async with asyncio.timeout(_PATIENCE):
            while not await self._occupancy.take(dossier_id):  # noqa: ASYNC110 -- the lock is PostgreSQL's
                await asyncio.sleep(_TURN)
