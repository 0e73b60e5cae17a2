"""A workbook of 10,000 rows, from its bytes to submitted dossiers, beside reading the file alone.

The limits of a workbook are lifted for it: as delivered, one list has at most 500 nominees, since
all are filed in one transaction. Each of the rounds files into a database of its own.
"""

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text

from approvals.commands.load_rule_sets import load_rule_sets
from approvals.intake.importing import Import, import_submission, known_on, plan_import
from approvals.intake.limits import Limits
from bench.goals import Goal, reached, size
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade
from tests.approvals.intake.spreadsheets import a_list, a_row
from tests.builders import MINISTRY, NOW, Country, a_country

NOMINEES, ROUNDS = 10_000, 3
TARGET = 15.0  # times reading the file


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds."""

    read: float  # by python-calamine, every cell a value of Python's
    planned: float  # read and checked: every row a nomination
    filed: float  # committed

    @property
    def times(self) -> float:
        return (self.planned + self.filed) / self.read


def main() -> None:
    console, nominees = Console(), size(NOMINEES)
    workbook = a_list(*(_nominee(one) for one in range(1, nominees + 1)))
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder))
        postgres.start()
        try:
            found = [measured(postgres, number, workbook, nominees) for number in range(ROUNDS)]
        finally:
            postgres.stop()
    show(console, found, nominees)


def _nominee(number: int) -> tuple[object, ...]:
    return a_row(
        stt=str(number), name=f"Cao Thị Quỳnh {number}", email=f"quynh{number}@botuphap.example"
    )


def measured(postgres: EmbeddedPostgres, number: int, workbook: bytes, nominees: int) -> Took:
    postgres.ensure_database(f"round{number}")
    database = connect(postgres.url(f"round{number}"))
    upgrade(database)
    with transaction(database) as session:
        load_rule_sets(session, now=NOW)
        country = a_country(session)
    began = perf_counter()
    with CalamineWorkbook.from_filelike(io.BytesIO(workbook)) as book:
        book.get_sheet_by_index(0).to_python()
    read = perf_counter() - began
    planned, filed = _submitted(database, country, workbook, nominees)
    database.dispose()
    return Took(read, planned, filed)


def _submitted(
    database: Engine, country: Country, workbook: bytes, nominees: int
) -> tuple[float, float]:
    """Seconds to a plan, and from there until it was committed."""
    assert country.campaign is not None  # noqa: S101 -- a_country made one
    limits = Limits(rows=nominees + 1, nominees=nominees)
    command = Import(
        body_id=country.bodies[MINISTRY].id,
        campaign_id=country.campaign.id,
        submitted_by_id=country["alice"].id,
        number="109/TTr-BTP",
        dated_on=NOW.date(),
    )
    began = perf_counter()
    with transaction(database) as session:
        known = known_on(session, NOW)
    plan = plan_import(workbook, known, name="list.xlsx", limits=limits)
    planned = perf_counter() - began
    began = perf_counter()
    with transaction(database) as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        import_submission(session, plan, command, now=NOW)
    return planned, perf_counter() - began


def show(console: Console, found: list[Took], nominees: int) -> None:
    table = Table(title=f"A workbook of {nominees:,} rows ({ROUNDS} rounds)")
    for heading in ("part", "median", "fastest", "slowest", "a dossier"):
        table.add_column(heading, justify="left" if heading == "part" else "right")
    parts = {
        "read by python-calamine alone": [took.read for took in found],
        "read and checked": [took.planned for took in found],
        "filed: dossiers at their first gate": [took.filed for took in found],
    }
    for part, seconds in parts.items():
        figures = (median(seconds), min(seconds), max(seconds))
        each = f"{1000 * median(seconds) / nominees:.2f} ms"
        table.add_row(part, *(f"{one:.2f} s" for one in figures), each)
    console.print(table)
    times = median(took.times for took in found)
    reached.append(
        Goal(
            f"{nominees:,} rows to dossiers",
            "python-calamine reading the file",
            f"≤ {TARGET:.0f} ×",
            f"{times:.1f} ×",
            times <= TARGET,
        )
    )


if __name__ == "__main__":
    main()
