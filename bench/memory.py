"""What all processes keep in memory with 30,000 dossiers asleep at their gates, beside idle.

`bangvang up` as a person runs it. Dossiers are submitted by the command; one of their runs is
Prefect's own work, and the others are copied from it, since to start each would take hours. No mail
was sent for the copies. Watched over some minutes, so that every sweep falls into them.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from uuid import UUID, uuid4

import psycopg
from psycopg import Connection, sql
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from approvals.commands.load_rule_sets import load_rule_sets
from bench.goals import Goal, reached, size
from bench.running import none_waits, until
from bench.start import memory_of
from core.database import gather_statistics, transaction
from core.postgres import EmbeddedPostgres
from models.dossiers import Dossier
from tests.builders import NOW, Country, a_country, a_nomination, a_submission
from tests.running_system import RunningSystem

DOSSIERS = 30_000
TARGET = 1.5  # times idle
_LIST = 500  # dossiers
_SETTLES, _WATCHED, _EVERY = 20.0, 100.0, 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Kept:
    """MiB, of all processes, pages that several map counted once."""

    usual: float
    most: float


def main() -> None:
    console, count = Console(), size(DOSSIERS)
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        system = RunningSystem(Path(folder) / "home")
        system.start()
        try:
            system.wait_for_web()
            system.wait_for_engine()
            idle = _watched(system)
            with system.database() as database:
                _suspend(database, EmbeddedPostgres(system.home / "postgres"), count)
                full = _watched(system)
                asleep = none_waits(database)
        finally:
            system.stop()
    show(console, idle, full, count)
    if not asleep:
        console.print("Some dossiers were woken meanwhile.")


def _watched(system: RunningSystem) -> Kept:
    sleep(_SETTLES)
    seen, until_ = [], monotonic() + _WATCHED
    while monotonic() < until_:
        seen.append(memory_of(system, "Pss:"))
        sleep(_EVERY)
    return Kept(median(seen), max(seen))


def _suspend(database: Engine, postgres: EmbeddedPostgres, count: int) -> None:
    with transaction(database) as session:
        load_rule_sets(session, now=NOW)
        country = a_country(session)
        [first] = _submitted(session, country, 0, 1)
    until(lambda: none_waits(database))
    with psycopg.connect(postgres.url("bangvang_engine")) as engine:
        for number in track(range(1, count, _LIST), description="Dossiers fall asleep"):
            with transaction(database) as session:
                dossiers = _submitted(session, country, number, min(_LIST, count - number))
                session.execute(text("DELETE FROM wake"))
                _copy_runs(engine, first, dossiers)
                engine.commit()
    gather_statistics(database)


def _submitted(session: Session, country: Country, number: int, count: int) -> Sequence[Dossier]:
    nominations = [a_nomination(name=f"Cao Thị Quỳnh {number + one}") for one in range(count)]
    submission = a_submission(session, country, *nominations, number=f"{number}/TTr-BTP")
    return session.exec(select(Dossier).where(Dossier.submission_id == submission.id)).all()


def _copy_runs(engine: Connection, first: Dossier, dossiers: Sequence[Dossier]) -> None:
    """As Prefect would keep the runs of these, had they come to where the first one's run is."""
    found = engine.execute(
        "SELECT id, state_id FROM flow_run WHERE idempotency_key = %s", [str(first.id)]
    ).fetchone()
    assert found is not None  # noqa: S101 -- it was waited for
    run_id, state_id = found
    for dossier in dossiers:
        run, state = uuid4(), uuid4()
        parameters = f'{{"dossier_id": "{dossier.id}", "code": "{dossier.code}"}}'
        changed = {"id": run, "name": dossier.code, "idempotency_key": str(dossier.id)}
        _copy(engine, "flow_run", run_id, changed | {"parameters": parameters, "state_id": None})
        _copy(engine, "flow_run_state", state_id, {"id": state, "flow_run_id": run})
        engine.execute("UPDATE flow_run SET state_id = %s WHERE id = %s", [state, run])


def _copy(engine: Connection, table: str, row: UUID, changed: dict[str, object]) -> None:
    columns = [
        name
        for [name] in engine.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = 'public' AND is_generated = 'NEVER'",
            [table],
        )
    ]
    values = [
        sql.Placeholder(name) if name in changed else sql.Identifier(name) for name in columns
    ]
    copied = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = %(row)s"
    )
    engine.execute(
        copied.format(
            table=sql.Identifier(table),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            values=sql.SQL(", ").join(values),
        ),
        changed | {"row": row},
    )


def show(console: Console, idle: Kept, full: Kept, count: int) -> None:
    table = Table(title=f"Memory of all processes, {count:,} dossiers asleep")
    for heading in ("", "usually", "at most"):
        table.add_column(heading, justify="right")
    for what, kept in {"idle": idle, "asleep": full}.items():
        table.add_row(what, f"{kept.usual:.0f} MiB", f"{kept.most:.0f} MiB")
    console.print(table)
    times = full.most / idle.most
    reached.append(
        Goal(
            f"memory, {count:,} asleep",
            "idle",
            f"< {TARGET} ×",
            f"{times:.2f} × at most, {full.usual / idle.usual:.2f} × usually",
            times < TARGET,
        )
    )


if __name__ == "__main__":
    main()
