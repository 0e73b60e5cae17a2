"""The dashboard of a past day, and auditors' searches, among 110,435 dossiers.

The year of the national demo, with an embedded PostgreSQL as in use, in a folder of its own:
`python -m bench past_day`.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from statistics import median
from time import monotonic

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session

from approvals.history.past_day import PastDay, dashboard_at
from approvals.queries.audit_search import count, decisions
from approvals.queries.decision_filters import DecisionFilters
from bench.national import a_year
from cli.national.plan import DOSSIERS
from core.clock import end_of, local_date, local_moment, now

TARGET = 1.0  # seconds
_TIMES = 5
_DAYS = (270, 150, 1)
_SEARCHES = {
    "decisions, the newest": DecisionFilters(),
    "… of people of one name": DecisionFilters(person="nguyen van an"),
    "… at one body": DecisionFilters(judged_by="ban-tdkt-trung-uong"),
    "… of a person who decided nothing": DecisionFilters(person="mai xuan truong"),
    "… about nominees of one name": DecisionFilters(search="quach thi thu diep"),
    "… outside office hours": DecisionFilters(off_hours=True),
    "… overdue": DecisionFilters(overdue=True),
    "… that were taken back": DecisionFilters(undone=True),
    "… by somebody else: none": DecisionFilters(covered=True, rule_set="nd98-2023"),
}


def main() -> None:
    console = Console()
    console.print(f"Filling in {DOSSIERS:,} dossiers …")
    with a_year() as (database, _):
        console.print(_measured(database))


def _measured(database: Engine) -> Table:
    table = Table(title=f"Seconds, {DOSSIERS:,} dossiers, {_TIMES} times each")
    for heading in ("what", "median", "slowest", f"target < {TARGET:.0f} s"):
        table.add_column(heading)
    for days in _DAYS:
        look = partial(_dashboard, day=local_date(now()) - timedelta(days=days))
        _add(table, database, f"dashboard {days} days ago", look)
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
