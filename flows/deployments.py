"""What Prefect is told of us: one work pool, and a deployment for each flow."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.schedules import IntervalSchedule
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.utilities.callables import parameter_schema

from flows.nomination import nomination

WORK_POOL = "bangvang"


@dataclass(frozen=True, slots=True)
class Deployed:
    """A flow, why it runs, and how often; `every` is None for what the relay starts."""

    flow: Flow[..., Any]
    description: str
    every: timedelta | None = None

    @property
    def version(self) -> str:
        """Changes when what Prefect should know changes: only then is it told again."""
        return f"1/{self.every}"

    @property
    def schedules(self) -> list[DeploymentScheduleCreate]:
        if self.every is None:
            return []
        return [DeploymentScheduleCreate(schedule=IntervalSchedule(interval=self.every))]


NOMINATION = Deployed(nomination, "Carries one dossier from submission to outcome.")


class Deployments:
    """The deployments of one Prefect server, made when they are missing."""

    def __init__(self, client: PrefectClient, deployed: Iterable[Deployed]) -> None:
        self._client = client
        self._deployed = tuple(deployed)
        self._ids: dict[str, UUID] = {}
        self._turn = asyncio.Lock()

    async def nomination_id(self) -> UUID:
        """The deployment that runs of dossiers belong to."""
        async with self._turn:
            if not self._ids:
                await self.ensure()
        return self._ids[nomination.name]

    def forget(self) -> None:
        """Look again before the next use: Prefect's database may be another one by now."""
        self._ids = {}

    async def ensure(self) -> None:
        """Make what is missing or out of date; what an operator paused stays paused."""
        await self._ensure_pool()
        self._ids = {each.flow.name: await self._ensure(each) for each in self._deployed}

    async def _ensure_pool(self) -> None:
        pool = WorkPoolCreate(
            name=WORK_POOL, type="bangvang", description="Runs inside Bảng Vàng's own workers."
        )
        try:
            await self._client.read_work_pool(WORK_POOL)
        except ObjectNotFound:
            try:
                await self._client.create_work_pool(pool)
            except ObjectAlreadyExists:
                return  # another worker was quicker

    async def _ensure(self, deployed: Deployed) -> UUID:
        name = deployed.flow.name
        try:
            known = await self._client.read_deployment_by_name(f"{name}/{name}")
        except ObjectNotFound:
            known = None
        if known is not None and known.version == deployed.version:
            return known.id
        return await self._client.create_deployment(
            flow_id=await self._client.create_flow(deployed.flow),
            name=name,
            version=deployed.version,
            description=deployed.description,
            entrypoint=f"{deployed.flow.fn.__module__}.{deployed.flow.fn.__name__}",
            parameter_openapi_schema=parameter_schema(deployed.flow).model_dump_for_openapi(),
            work_pool_name=WORK_POOL,
            schedules=deployed.schedules,
        )
