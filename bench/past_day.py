"""The dashboard of a past day, and auditors' searches, among 110,435 dossiers.

An embedded PostgreSQL as in use, in a folder of its own: `python -m bench past_day`.
"""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.history.past_day import PastDay, dashboard_at
from approvals.queries.audit_search import count, decisions
from approvals.queries.decision_filters import DecisionFilters
from bench.many_dossiers import DAYS, DOSSIERS, FIRST, fill
from core.clock import end_of, local_date, local_moment
from core.database import connect
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade

TARGET = 1.0  # seconds
_TIMES = 5
_SEARCHES = {
    "decisions, the newest": DecisionFilters(),
    "… of one person": DecisionFilters(person="tran van binh"),
    "… at one body": DecisionFilters(judged_by="ban-tdkt-trung-uong"),
    "… of a person who decided nothing": DecisionFilters(person="ly van nam"),
    "… about one nominee": DecisionFilters(search="nguyen van 77777"),
    "… outside office hours": DecisionFilters(off_hours=True),
    "… overdue": DecisionFilters(overdue=True),
    "… of a kind there is none of": DecisionFilters(undone=True),
    "… by somebody else: none": DecisionFilters(covered=True, rule_set="nd98-2023"),
}


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            postgres.ensure_database("bangvang")
            database = connect(postgres.url())
            upgrade(database)
            console.print(f"Filling in {DOSSIERS:,} dossiers …")
            fill(database)
            console.print(_measured(database))
            database.dispose()
        finally:
            postgres.stop()


def _measured(database: Engine) -> Table:
    table = Table(title=f"Seconds, {DOSSIERS:,} dossiers, {_TIMES} times each")
    for heading in ("what", "median", "slowest", f"target < {TARGET:.0f} s"):
        table.add_column(heading)
    for days in (30, DAYS // 2, DAYS):
        look = partial(_dashboard, day=local_date(FIRST + timedelta(days=days)))
        _add(table, database, f"dashboard after {days} days", look)
    for name, filters in _SEARCHES.items():
        _add(table, database, name, partial(decisions, filters=filters))
    _add(table, database, "counting decisions", partial(count, filters=DecisionFilters()))
    return table


def _dashboard(session: Session, *, day: date) -> PastDay:
    return dashboard_at(session, end_of(day), since=local_moment(day))


def _add(table: Table, database: Engine, name: str, work: Callable[[Session], object]) -> None:
    seconds = []
    for _ in range(_TIMES):
        with Session(database) as session:
            begun_at = monotonic()
            work(session)
            seconds.append(monotonic() - begun_at)
    met = "met" if max(seconds) < TARGET else "MISSED"
    table.add_row(name, f"{median(seconds):.3f}", f"{max(seconds):.3f}", met)


if __name__ == "__main__":
    main()
