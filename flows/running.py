"""Running a flow run here, in this process and its event loop."""

import asyncio
import logging
from typing import Any, cast

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import Pause
from prefect.flow_engine import run_flow_async, run_flow_sync


async def run_in_place(flow: Flow[..., Any], run: FlowRun) -> State[Any]:
    """Run it to its end or to its suspension, and return the state Prefect then knows.

    Raises `prefect.exceptions.Abort` when Prefect refuses to let it run.
    """
    run = without_observer(run)
    try:
        if flow.isasync:
            ended = await run_flow_async(flow, run, run.parameters, return_type="state")
        else:
            ended = await asyncio.to_thread(_run_in_thread, flow, run)
    except Pause as pause:
        ended = pause.state
    return cast("State[Any]", ended)


def _run_in_thread(flow: Flow[..., Any], run: FlowRun) -> State[Any]:
    return cast("State[Any]", run_flow_sync(flow, run, run.parameters, return_type="state"))


def without_observer(run: FlowRun) -> FlowRun:
    """The same run, as handed to Prefect's engine.

    For a run of a deployment the engine starts a thread with an event loop of its own and opens
    a websocket, only to learn of a `Suspend` pressed in Prefect's screen; entering and leaving
    that took two thirds of a gate's time. Without `deployment_id` it does not. The server still
    knows the deployment, so the run can suspend itself, and the engine reads the run anew
    before the flow begins.
    """
    return run.model_copy(update={"deployment_id": None})


def state_of(run: FlowRun) -> State[Any]:
    """The state Prefect said the run is in."""
    if run.state is None:
        raise ValueError(f"Prefect knows no state of run {run.id}")
    return run.state


class SuspendingIsNoError(logging.Filter):
    """Prefect logs as an error whatever does not end completed, and a gate is reached so."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Finished in state Suspended")
