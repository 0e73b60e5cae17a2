"""What `bangvang worker` runs: relay and worker in one event loop, until it is told to stop.

The loop has a thread of its own. Prefect's engine puts a handler for SIGTERM around each run
when it finds itself in the main thread, and that handler breaks off whatever runs.
"""

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from time import monotonic

import httpx
import psycopg
import sqlalchemy.exc
import structlog
from prefect.exceptions import PrefectException

from core.listening import listen
from core.logging import configure
from core.settings import Settings
from flows.connecting import Reach, engine_client, use_engine
from flows.deployments import WORK_POOL, Deployments
from flows.occupancy import Occupancy
from flows.reconcile import look_for_lost
from flows.relay import Relay
from flows.running import SuspendingIsNoError
from flows.schedule import DEPLOYED
from flows.stopping import end
from flows.wiring import Wiring, unwire, wire
from flows.worker import BangvangWorker

POLLED_AT_ONCE = 5
_STOP_WITHIN = 8.0  # seconds for runs to come to their end
_TEND_EVERY = 60.0
_PAUSE = 1.0
_AWAY = (
    httpx.HTTPError,
    psycopg.OperationalError,
    sqlalchemy.exc.OperationalError,
    PrefectException,
)

log = structlog.get_logger()


def main(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; runs under way come to their end first."""
    configure("worker", development=settings.development)
    logging.getLogger("prefect.flow_runs").addFilter(SuspendingIsNoError())
    use_engine(settings)
    process = WorkerProcess(wire(settings))
    thread = threading.Thread(target=process.run, name="engine")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.stop())
    thread.start()
    thread.join()
    unwire()
    if process.failure is not None:
        raise process.failure


class WorkerProcess:
    """Relay and worker side by side. A server that is away is waited for, ours and Prefect's."""

    def __init__(self, wiring: Wiring) -> None:
        self.failure: BaseException | None = None
        self._wiring = wiring
        self._told_to_stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    def run(self) -> None:
        try:
            asyncio.run(self._work())
        except BaseException as failure:  # noqa: BLE001 -- the main thread raises it
            self.failure = failure

    def stop(self) -> None:
        """From any thread, at any time."""
        self._told_to_stop.set()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def _work(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._told_to_stop.is_set():
            return
        self._reach = Reach(self._wiring.settings)
        async with engine_client() as client:
            self._deployments = Deployments(client, DEPLOYED.values())
            self._occupancy = Occupancy(self._wiring.database_url)
            self._relay = Relay(client, self._occupancy, self._deployments)
            await self._until_stopped(
                listen(self._wiring.database_url, "wake", self._relay.look),
                listen(self._wiring.database_url, "look_again", self._relay.look_again),
                self._keep(self._relay_wakes),
                self._keep(self._poll),
            )
            await self._relay.settle(within=_STOP_WITHIN)
            await self._occupancy.close()
        await self._reach.close()

    async def _until_stopped(self, *parts: Coroutine[object, object, None]) -> None:
        tasks = [asyncio.create_task(part) for part in parts]
        stopped = asyncio.create_task(self._stopping.wait())
        await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
        await end([stopped, *tasks])
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome

    async def _keep(self, part: Callable[[], Coroutine[object, object, None]]) -> None:
        """Begin again whenever a server went away underneath."""
        while True:
            try:
                await part()
            except _AWAY as away:
                log.warning("engine waits", problem=away)
            await asyncio.sleep(_PAUSE)

    async def _relay_wakes(self) -> None:
        await self._arrive()
        try:
            await self._serve()
        finally:
            with suppress(psycopg.OperationalError):
                await self._occupancy.show(present=False)

    async def _arrive(self) -> None:
        """Prefect's server is there, or back, perhaps with an empty database."""
        await self._reach.wait()
        await self._deployments.ensure()
        await asyncio.to_thread(look_for_lost)
        self._relay.begin_anew()

    async def _serve(self) -> None:
        tend_at = monotonic() + _TEND_EVERY
        while await self._reach.answers():
            await self._occupancy.show(present=True)
            if monotonic() > tend_at:
                await self._deployments.ensure()
                tend_at = monotonic() + _TEND_EVERY
            await self._relay.round()
            await self._relay.wait()

    async def _poll(self) -> None:
        await self._reach.wait()
        worker = BangvangWorker(
            WORK_POOL,
            name=socket.gethostname(),
            limit=POLLED_AT_ONCE,
            create_pool_if_not_found=True,
        )
        try:
            await worker.start(printer=log.debug)
        except* (RuntimeError, httpx.HTTPError) as gone:  # it gives up after a few minutes
            log.warning("polling stopped", problem=gone)
