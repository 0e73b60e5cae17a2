"""Gates a second that Prefect conducts: resumed, announced, asleep at the next gate.

The same flow on the same server of Prefect's, by turns: in our worker, woken by its relay; and
under Prefect's own `serve()`, resumed by its client. All dossiers are decided before the clock
starts.
"""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.exceptions import ObjectNotFound
from rich.console import Console
from rich.table import Table
from sqlalchemy import text
from sqlmodel import select

from approvals.commands.load_rule_sets import load_rule_sets
from bench.goals import Goal, reached, size
from bench.running import Servers, a_program, a_worker, none_waits, servers, until
from bench.served import NAME
from core import clock
from core.database import transaction
from core.settings import Settings
from flows.connecting import use_engine
from models.dossiers import Dossier
from tests.builders import NOW, Country, a_country, a_nomination, a_submission, pass_gate

DOSSIERS, FEW, ROUNDS = 40, 8, 3  # by our worker, under serve(), of each
TARGET = 20.0  # times


def main() -> None:
    console, many = Console(), size(DOSSIERS)
    few = min(FEW, many)
    ours, served = [], []
    with (
        tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder,
        servers(Path(folder)) as running,
    ):
        use_engine(Settings(home=Path(folder), engine_api_url=running.prefect.api_url))
        with transaction(running.database) as session:
            load_rule_sets(session, now=NOW)
            country = a_country(session, council=3)
        for number in range(ROUNDS):
            ours.append(many / in_our_worker(running, country, f"{number}A", many))
            served.append(few / under_serve(running, country, f"{number}B", few))
    show(console, ours, served)


def in_our_worker(running: Servers, country: Country, name: str, count: int) -> float:
    """Seconds from the decisions until each run sleeps again."""
    with a_worker(running):
        dossiers = _filed(running, country, name, count)
        until(lambda: none_waits(running.database))
        _decide(running, dossiers)
        began = perf_counter()
        until(lambda: none_waits(running.database))
        return perf_counter() - began


def under_serve(running: Servers, country: Country, name: str, count: int) -> float:
    """The same. Our worker is away meanwhile, and what would wake it is thrown away."""
    dossiers = _filed(running, country, name, count)
    with a_program(running, "-m", "bench.served"), get_client(sync_client=True) as client:
        deployment = _deployment(client)
        runs = [
            client.create_flow_run_from_deployment(
                deployment, parameters={"dossier_id": str(one.id), "code": one.code}
            ).id
            for one in dossiers
        ]
        until(lambda: _asleep(client, runs) == count, every=0.1)
        _decide(running, dossiers)
        began, at = perf_counter(), clock.now()
        for run in runs:
            client.resume_flow_run(run)
        until(lambda: _asleep(client, runs, since=at) == count, every=0.1)
        took = perf_counter() - began
    with transaction(running.database) as session:
        session.execute(text("DELETE FROM wake"))
    return took


def _deployment(client: SyncPrefectClient) -> UUID:
    """Once `serve()` has made it."""
    found: list[UUID] = []

    def is_there() -> bool:
        with suppress(ObjectNotFound):
            found.append(client.read_deployment_by_name(f"nomination/{NAME}").id)
        return bool(found)

    until(is_there, every=0.2)
    return found[0]


def _asleep(
    client: SyncPrefectClient, runs: Sequence[UUID], *, since: datetime | None = None
) -> int:
    """How many of these runs suspended themselves after a moment."""
    wanted = FlowRunFilter(id=FlowRunFilterId(any_=list(runs)))
    states = [run.state for run in client.read_flow_runs(flow_run_filter=wanted)]
    return sum(
        state is not None and state.is_paused() and (since is None or state.timestamp > since)
        for state in states
    )


def _filed(running: Servers, country: Country, name: str, count: int) -> list[Dossier]:
    with transaction(running.database) as session:
        nominations = [a_nomination(name=f"Cao Thị {name} {one}") for one in range(count)]
        submission = a_submission(session, country, *nominations, number=f"{name}/TTr-BTP")
        wanted = select(Dossier).where(Dossier.submission_id == submission.id)
        return list(session.exec(wanted).all())


def _decide(running: Servers, dossiers: Sequence[Dossier]) -> None:
    """All at one moment."""
    with transaction(running.database) as session:
        for dossier in dossiers:
            pass_gate(session, dossier)


def show(console: Console, ours: Sequence[float], served: Sequence[float]) -> None:
    table = Table(title="Gates a second, conducted by Prefect")
    for heading in ("side", "median", "slowest", "fastest", "a gate"):
        table.add_column(heading, justify="left" if heading == "side" else "right")
    for side, rates in {"our worker": ours, "Prefect's serve()": served}.items():
        figures = (median(rates), min(rates), max(rates))
        each = f"{1000 / median(rates):.0f} ms"
        table.add_row(side, *(f"{one:.2f}" for one in figures), each)
    console.print(table)
    times = median(ours) / median(served)
    reached.append(
        Goal(
            "gates conducted",
            "Prefect's serve()",
            f"≥ {TARGET:.0f} ×",
            f"{times:.1f} ×",
            times >= TARGET,
        )
    )


if __name__ == "__main__":
    main()
