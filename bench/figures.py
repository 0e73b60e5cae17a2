"""Tables of figures at the size of a year of the country: each counted anew, in seconds.

As somebody of the secretariat asks, who sees everything, and as a ministry's secretary does, who
sees their own; an embedded PostgreSQL as in use: `python -m bench figures`.
"""

from datetime import date
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from approvals.domain.figures import NOT_RECORDED, Figures
from approvals.queries.figures.tables import table
from approvals.queries.visibility import Viewer, viewer_of
from bench.national import a_year
from cli.national.plan import DOSSIERS
from core.clock import local_date, now
from models.bodies import Seat
from models.dossiers import Dossier
from models.enums import Office

TARGET = 1.0  # seconds
_TIMES = 5
_WHO = {"the secretariat": Office.SECRETARIAT, "a ministry": Office.SECRETARY}


def main() -> None:
    console, today = Console(), local_date(now())
    console.print(f"Filling in {DOSSIERS:,} dossiers …")
    with a_year() as (database, _):
        console.print(measured(database, today))


def measured(database: Engine, today: date) -> Table:
    title = f"In ms: at first, and the slowest of {_TIMES} more (target: {TARGET * 1e3:.0f})"
    shown = Table(title=title)
    shown.add_column("table")
    for who in _WHO:
        shown.add_column(f"{who}, first", justify="right")
        shown.add_column("again", justify="right")
    shown.add_column("")
    with Session(database) as session:
        year = _fullest(session)
        viewers = [_holding(session, office, today) for office in _WHO.values()]
        for figures in Figures:
            if figures in NOT_RECORDED:
                continue
            took = [_took(session, viewer, figures, year, today) for viewer in viewers]
            met = "met" if max(again for _, again in took) < TARGET else "MISSED"
            times = (f"{one * 1e3:.0f}" for both in took for one in both)
            shown.add_row(figures.value, *times, met)
    return shown


def _took(
    session: Session, viewer: Viewer, figures: Figures, year: int, today: date
) -> tuple[float, float]:
    """At first a process reads rules and calendar, and the database its pages."""
    took = []
    for _ in range(1 + _TIMES):
        began = perf_counter()
        table(session, viewer, figures, year, today=today)
        took.append(perf_counter() - began)
    return took[0], max(took[1:])


def _fullest(session: Session) -> int:
    """The year in which most was filed: a year of the country begins some months ago."""
    filed = func.date_part("year", col(Dossier.submitted_at))
    newest_first = select(filed).group_by(filed).order_by(func.count().desc()).limit(1)
    return int(session.exec(newest_first).one())


def _holding(session: Session, office: Office, today: date) -> Viewer:
    found = session.exec(
        select(Seat.person_id).where(Seat.office == office).order_by(col(Seat.id)).limit(1)
    ).one()
    viewer = viewer_of(session, found, on=today)
    if viewer is None:
        raise LookupError(office)
    return viewer


if __name__ == "__main__":
    main()
