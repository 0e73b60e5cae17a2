"""From the click that settles a gate until the next reviewers' messages are queued, one client.

Ours: the decision's transaction, the relay, Prefect's resumed run, its first task. Beside it DBOS:
the vote's transaction with a message to the workflow, and the step that comes next.
"""

import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from uuid import UUID

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, Engine, text
from sqlmodel import select

from approvals.commands.load_rule_sets import load_rule_sets
from bench.goals import Goal, reached, size
from bench.peers.program import Program
from bench.peers.work import Round
from bench.running import a_worker, none_waits, servers, until
from core.database import transaction
from models.dossiers import Dossier
from tests.builders import NOW, Country, a_country, a_nomination, a_submission, active, decide_as

CLICKS, ROUNDS = 20, 5
_VOTES = (2, 1)  # of a council of three; then one signature
# Messages of the gate a dossier is at now.
_QUEUED = text(
    "SELECT count(*) FROM message JOIN assignment ON assignment.id = message.assignment_id"
    " JOIN gate ON gate.id = assignment.gate_id"
    " WHERE gate.dossier_id = :dossier AND gate.state = 'open' AND gate.stage <> 'unit'"
)


def main() -> None:
    console = Console()
    with (
        tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder,
        servers(Path(folder)) as running,
        a_worker(running),
    ):
        running.postgres.ensure_database("peer")
        program = Program("dbos_click", running.postgres.url("peer"))
        found = measure(running.database, program, size(CLICKS))
    show(console, found)


def measure(database: Engine, program: Program, clicks: int) -> dict[str, list[float]]:
    """Seconds of each click, by side."""
    with transaction(database) as session:
        load_rule_sets(session, now=NOW)
        country = a_country(session, council=3)
    found: dict[str, list[float]] = {"Bảng Vàng": [], "DBOS": []}
    ours(database, country, "trial", 3)
    with program:
        program.ask(Round("trial", 3, _VOTES))
        for number in range(ROUNDS):
            found["Bảng Vàng"] += ours(database, country, f"round{number}", clicks)
            found["DBOS"] += program.ask(Round(f"round{number}", clicks, _VOTES))
    return found


def ours(database: Engine, country: Country, name: str, clicks: int) -> list[float]:
    with transaction(database) as session:
        nominations = [a_nomination(name=f"Cao Thị {name} {one}") for one in range(clicks)]
        submission = a_submission(session, country, *nominations, number=f"{name}/TTr-BTP")
        wanted = select(Dossier).where(Dossier.submission_id == submission.id)
        waiting = list(session.exec(wanted).all())
    until(lambda: none_waits(database))
    return [_click(database, dossier) for dossier in waiting]


def _click(database: Engine, dossier: Dossier) -> float:
    """Seconds; before and after it, the engine rests."""
    with transaction(database) as session:
        turns = active(session, dossier)
        for turn in range(_VOTES[0] - 1):
            decide_as(session, dossier, turns=turns[turn:])
    with database.connect() as watching:
        began = perf_counter()
        with transaction(database) as session:
            decide_as(session, dossier, turns=turns[_VOTES[0] - 1 :])
        until(lambda: _queued(watching, dossier.id), every=0.001)
        took = perf_counter() - began
    until(lambda: none_waits(database))
    return took


def _queued(watching: Connection, dossier_id: UUID) -> bool:
    with watching.begin():
        return bool(watching.execute(_QUEUED, {"dossier": dossier_id}).scalar_one())


def show(console: Console, found: dict[str, list[float]]) -> None:
    table = Table(title="From the click to the next reviewers' messages in the queue")
    for heading in ("side", "clicks", "p50", "p95", "slowest"):
        table.add_column(heading, justify="left" if heading == "side" else "right")
    for side, waits in found.items():
        figures = (*_p50_p95(waits), max(waits))
        table.add_row(side, str(len(waits)), *(f"{1000 * one:.0f} ms" for one in figures))
    console.print(table)
    our, theirs = (_p50_p95(waits) for waits in found.values())
    measured = " and ".join(
        f"{1000 * one:.0f} ms against {1000 * other:.0f} ms"
        for one, other in zip(our, theirs, strict=True)
    )
    holds = all(one < other for one, other in zip(our, theirs, strict=True))
    reached.append(Goal("click to message", "DBOS", "faster at p50 and p95", measured, holds))


def _p50_p95(waits: list[float]) -> tuple[float, float]:
    return median(waits), quantiles(waits, n=20)[-1]


if __name__ == "__main__":
    main()
