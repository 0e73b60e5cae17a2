"""Prefect's own commands with our worker type, and `bangvang worker` as a process."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.states import Scheduled
from sqlalchemy import Engine

from core import clock
from core.database import transaction
from core.engine_presence import engine_is_up
from core.settings import Settings
from flows.deployments import WORK_POOL
from flows.running import state_of
from flows.schedule import DEPLOYED
from flows.wiring import Wiring
from tests.flows.asking import prefect
from tests.flows.conftest import a_worker, eventually
from tests.flows.dossiers import filed, history_of, is_asleep, run_of, waking
from tests.flows.prefect_server import PrefectServer


def test_prefects_commands_talk_to_its_server(
    connected: Wiring, prefect_server: PrefectServer
) -> None:
    """Fails where FastAPI or SQLAlchemy is one that Prefect cannot work with."""
    with a_worker(connected):
        eventually(lambda: _deployed() == set(DEPLOYED), "all flows are deployed")
    said = {
        command: prefect_server.command(*command.split())
        for command in ("work-pool ls", "deployment ls")
    }
    assert {command: answer.returncode for command, answer in said.items()} == dict.fromkeys(
        said, 0
    )
    assert WORK_POOL in said["work-pool ls"].stdout
    assert "reconcile" in said["deployment ls"].stdout


def test_prefect_plans_the_sweeps(connected: Wiring) -> None:
    """Its scheduler fails silently where SQLAlchemy is one that it cannot work with."""
    with a_worker(connected):
        for name in set(DEPLOYED) - {"nomination"}:
            eventually(lambda name=name: _planned(name) > 0, f"{name} is planned")  # type: ignore[misc]
    assert _planned("nomination") == 0


def test_a_sweep_runs_in_the_worker_and_says_what_it_did(connected: Wiring) -> None:
    with a_worker(connected):
        eventually(lambda: _deployed() == set(DEPLOYED), "all flows are deployed")
        run_id = _scheduled("reconcile", clock.now())
        eventually(lambda: _state(run_id).is_final(), "it runs")
    assert _state(run_id).is_completed()
    assert str(_state(run_id).message).startswith("dossiers without run: 0 found, 0 done")


def test_a_sweep_that_was_missed_is_not_made_up_for(connected: Wiring) -> None:
    with a_worker(connected):
        eventually(lambda: _deployed() == set(DEPLOYED), "all flows are deployed")
        run_id = _scheduled("reconcile", clock.now() - timedelta(hours=1))
        eventually(lambda: _state(run_id).is_final(), "it is looked at")
    assert _state(run_id).is_cancelled()


def test_prefects_worker_command_runs_what_was_resumed_by_hand(
    engine: Engine, connected: Wiring, prefect_server: PrefectServer
) -> None:
    [dossier] = filed(engine)
    with a_worker(connected):
        eventually(lambda: is_asleep(dossier) and not waking(engine), "it waits")
    run = run_of(dossier)
    assert run is not None
    prefect().resume_flow_run(run.id)
    worker = prefect_server.command(
        *("worker", "start", "--type", "bangvang", "--pool", WORK_POOL, "--run-once"),
        BANGVANG_DATABASE_URL=connected.database_url,
        BANGVANG_HOME=str(connected.settings.home),
    )
    assert worker.returncode == 0, worker.stderr
    assert history_of(run)["Suspended"] == 2


def test_a_worker_told_to_stop_stops(
    engine: Engine, engine_settings: Settings, prefect_server: PrefectServer
) -> None:
    [dossier] = filed(engine)
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "worker"],
        env=os.environ
        | {
            "BANGVANG_DATABASE_URL": str(engine_settings.database_url.get_secret_value()),  # type: ignore[union-attr]
            "BANGVANG_HOME": str(engine_settings.home),
            "BANGVANG_ENGINE_API_URL": prefect_server.api_url,
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    eventually(lambda: is_asleep(dossier), "it carries the dossier")
    with transaction(engine) as session:
        assert engine_is_up(session)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert "ERROR" not in said
    assert "Traceback" not in said
    with transaction(engine) as session:
        assert not engine_is_up(session)


def _scheduled(name: str, at: datetime) -> UUID:
    deployment = prefect().read_deployment_by_name(f"{name}/{name}")
    state: State[object] = Scheduled(scheduled_time=at)
    return prefect().create_flow_run_from_deployment(deployment.id, state=state).id


def _state(run_id: UUID) -> State[object]:
    return state_of(prefect().read_flow_run(run_id))


def _deployed() -> set[str]:
    return {deployment.name for deployment in prefect().read_deployments()}


def _planned(name: str) -> int:
    return len(
        prefect().read_flow_runs(
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[name])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
            ),
        )
    )
