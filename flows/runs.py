"""The flow run of a dossier, in Prefect's hands: found or started, resumed, claimed.

A run that ended while its dossier goes on is replaced. The key of its successor is made from
the run it replaces, so however many processes look for a dossier's run, they find the same one.
"""

from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import SetStateStatus
from prefect.exceptions import Abort, ObjectNotFound
from prefect.states import Crashed, Pending
from prefect.utilities.engine import propose_state

from approvals.queries.errands import Errand
from core import clock
from core.failpoints import failpoint
from flows.deployments import Deployments
from flows.nomination import tags
from flows.running import state_of

# Between Prefect's word that a worker has claimed a run and that worker's lock on the dossier.
_CLAIM_TAKES = timedelta(seconds=30)


class NotNow(Exception):
    """The run is in other hands: what waits for it stays queued."""


class Runs:
    """Prefect's runs of dossiers, as one relay knows them."""

    def __init__(self, client: PrefectClient, deployments: Deployments) -> None:
        self._client = client
        self._deployments = deployments
        self._known: dict[UUID, UUID] = {}  # by dossier: reading a run is cheaper than finding it

    async def claimed(self, errand: Errand) -> FlowRun | None:
        """The dossier's run, ours to run now; None when there is nothing left for it to do.

        The caller holds the dossier's lock. Raises `NotNow`.
        """
        run = await self._known_run(errand) or await self._find(errand)
        self._known[errand.dossier_id] = run.id
        state = state_of(run)
        if state.is_completed():
            del self._known[errand.dossier_id]
            return None
        if state.is_paused():
            await _resume(self._client, run)
            failpoint("run-resumed")
        elif not state.is_scheduled():  # claimed, and its lock not yet taken
            raise NotNow
        return await _claim(self._client, run)

    async def _known_run(self, errand: Errand) -> FlowRun | None:
        run_id = self._known.get(errand.dossier_id)
        if run_id is None:
            return None
        try:
            run = await self._client.read_flow_run(run_id)
        except ObjectNotFound:
            return None
        return None if await _is_over(self._client, run, errand) else run

    async def _find(self, errand: Errand) -> FlowRun:
        """The newest run of the dossier, started if there is none."""
        deployment_id = await self._deployments.nomination_id()
        key = str(errand.dossier_id)
        while True:
            run = await self._client.create_flow_run_from_deployment(
                deployment_id,
                parameters={"dossier_id": str(errand.dossier_id), "code": errand.code},
                name=errand.code,
                tags=tags(errand.code, errand.stage),
                idempotency_key=key,
            )
            if not await _is_over(self._client, run, errand):
                return run
            key = f"{errand.dossier_id}:{run.id}"


async def _is_over(client: PrefectClient, run: FlowRun, errand: Errand) -> bool:
    """Whether the dossier needs another run than this one."""
    state = state_of(run)
    if state.is_completed():
        return errand.open
    if state.is_running() or (
        state.is_pending() and abs(clock.now() - state.timestamp) > _CLAIM_TAKES
    ):  # we hold the lock that its process would hold; in the future is a clock that was put back
        await _bury(client, run)
        return True
    return state.is_final()


async def _bury(client: PrefectClient, run: FlowRun) -> None:
    """Say in Prefect's screen what became of a run whose process died."""
    await client.set_flow_run_state(
        run.id, Crashed(message="Its process is gone; another run goes on."), force=True
    )


async def _resume(client: PrefectClient, run: FlowRun) -> None:
    answer = await client.resume_flow_run(run.id)
    if answer.status is not SetStateStatus.ACCEPT:  # resumed by hand, or cancelled, just now
        raise NotNow


async def _claim(client: PrefectClient, run: FlowRun) -> FlowRun:
    """Prefect lets one claimant have a scheduled run, whichever worker asks."""
    try:
        state = await propose_state(client, Pending(), flow_run_id=run.id)
    except Abort:
        raise NotNow from None
    if not state.is_pending():
        raise NotNow
    run.state = state
    return run
