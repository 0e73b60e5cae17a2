"""How long the national demo takes to come into an empty database, part by part.

What `bangvang demo --scale national` does, with an embedded PostgreSQL as in use, in a folder of
its own; then how long `bangvang audit verify` looks at it: `python -m bench national`.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from approvals.commands.load_rule_sets import load_rule_sets
from approvals.commands.seal_log import seal_log
from approvals.history.checking_checkpoints import Kept
from approvals.history.sealer import sealer_of
from approvals.history.verifying import Checked, verify
from approvals.queries.verification import as_one_snapshot
from cli.demo import look_at_all
from cli.national.fill import Extent, fill, parts
from cli.national.plan import DOSSIERS
from core.clock import now
from core.database import connect, gather_statistics, transaction
from core.postgres import EmbeddedPostgres
from core.settings import Settings
from migrations.run import upgrade

TARGET = 300.0  # seconds, of all but the check


def main() -> None:
    console = Console()
    with a_year() as (database, took):
        filled = sum(took.values())
        took["bangvang audit verify"] = _timed(lambda: _verify(database))
    table = Table(title="The national demo, in seconds")
    for heading in ("what", "seconds"):
        table.add_column(heading)
    for what, seconds in took.items():
        table.add_row(what, f"{seconds:.0f}")
    met = "met" if filled < TARGET else "MISSED"
    table.add_row(f"filled, target < {TARGET:.0f} s: {met}", f"{filled:.0f}")
    console.print(table)


@contextmanager
def a_year(dossiers: int = DOSSIERS) -> Iterator[tuple[Engine, dict[str, float]]]:
    """A database with so much of the year in it, and how long each part took."""
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        settings = Settings(home=Path(folder))
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            postgres.ensure_database("bangvang")
            database = connect(postgres.url())
            upgrade(database)
            yield database, _filled(database, settings, dossiers)
            database.dispose()
        finally:
            postgres.stop()


def _filled(database: Engine, settings: Settings, dossiers: int) -> dict[str, float]:
    took = dict.fromkeys(parts(), 0.0)
    last = began = perf_counter()

    def advance(part: str, _more: int) -> None:
        nonlocal last
        took[part] += perf_counter() - last
        last = perf_counter()

    with transaction(database) as session:
        load_rule_sets(session, now=now())
        fill(session, now=now(), advance=advance, extent=Extent(dossiers=dossiers))
    took["Committing"] = perf_counter() - began - sum(took.values())
    sealer = sealer_of(settings)
    took["Sealing"] = _timed(lambda: seal_log(database, sealer, now=now()))
    took["Statistics"] = _timed(lambda: gather_statistics(database))
    took["Counting"] = _timed(lambda: look_at_all(database))
    return took


def _verify(database: Engine) -> None:
    with transaction(database) as session:
        as_one_snapshot(session)
        for found in verify(session, Kept(), Checked()):
            raise RuntimeError(str(found))


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
