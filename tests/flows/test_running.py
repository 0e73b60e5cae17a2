"""The trick that spares each run a thread and a websocket, and what it relies on."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from prefect import flow_engine
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Pause
from prefect.flow_engine import run_flow_async
from prefect.states import Pending
from sqlalchemy import Engine

from flows.connecting import engine_client
from flows.deployments import NOMINATION, Deployments
from flows.nomination import nomination
from flows.running import run_in_place, without_observer
from models.dossiers import Dossier
from tests.flows.asking import prefect
from tests.flows.dossiers import filed, told


@pytest.fixture
def observed(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Runs for which the engine started its observer."""
    runs: list[UUID] = []

    @contextmanager
    def observe(flow_run_id: UUID, _request: object) -> Iterator[None]:
        runs.append(flow_run_id)
        yield

    monkeypatch.setattr(flow_engine, "observe_flow_run_suspension", observe)
    return runs


async def a_claimed_run(dossier: Dossier) -> FlowRun:
    async with engine_client() as client:
        deployment_id = await Deployments(client, [NOMINATION]).nomination_id()
        run = await client.create_flow_run_from_deployment(
            deployment_id, parameters={"dossier_id": str(dossier.id), "code": dossier.code}
        )
        await client.set_flow_run_state(run.id, Pending())
        return run


@pytest.mark.usefixtures("connected")
def test_a_run_in_place_starts_no_observer_and_suspends_all_the_same(
    engine: Engine, observed: list[UUID]
) -> None:
    [dossier] = filed(engine)

    async def story() -> FlowRun:
        run = await a_claimed_run(dossier)
        state = await run_in_place(nomination, run)
        assert state.name == "Suspended"
        return run

    run = asyncio.run(story())
    assert observed == []
    assert run.deployment_id is not None
    assert told(engine, dossier) == {"gate_opened": 3}
    assert prefect().read_flow_run(run.id).deployment_id == run.deployment_id


@pytest.mark.usefixtures("connected")
def test_prefects_engine_still_observes_a_run_with_a_deployment(
    engine: Engine, observed: list[UUID]
) -> None:
    """When this fails, Prefect has changed, and `without_observer` may not be needed."""
    [dossier] = filed(engine)

    async def story() -> FlowRun:
        run = await a_claimed_run(dossier)
        with pytest.raises(Pause):
            await run_flow_async(nomination, run, run.parameters)
        return run

    run = asyncio.run(story())
    assert observed == [run.id]


def test_nothing_but_the_deployment_is_taken_from_the_run() -> None:
    run = FlowRun(flow_id=UUID(int=1), deployment_id=UUID(int=2), name="HS-2026-000001")
    spared = without_observer(run)
    assert spared.deployment_id is None
    assert spared.model_dump(exclude={"deployment_id"}) == run.model_dump(exclude={"deployment_id"})
