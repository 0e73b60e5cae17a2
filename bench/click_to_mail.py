"""From a decision to the next reviewers' mail in the local mailbox, and how many gates a second.

Starts what `bangvang up` starts, but the web: an embedded PostgreSQL (durable, as in use),
Prefect's server and one worker. Run it on an idle machine: `python -m bench.click_to_mail`.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from uuid import UUID

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text
from sqlmodel import col, select

from approvals.commands.load_rule_sets import load_rule_sets
from bench.running import a_worker, none_waits, servers, until
from core import clock
from core.database import transaction
from models.dossiers import Dossier
from tests.builders import NOW, a_country, a_nomination, a_submission, pass_gate

ONE_BY_ONE = 20  # decisions, each when the one before is served: what a reviewer waits for
AT_ONCE = 40  # dossiers decided together: a sitting that takes a whole list
TARGET_P95 = 2.0

# When the first mail of the gate a dossier is at now was in the mailbox.
_MAILED = text(
    "SELECT gate.dossier_id, min(message.accepted_at)"
    " FROM gate JOIN assignment ON assignment.gate_id = gate.id"
    " JOIN message ON message.assignment_id = assignment.id"
    " WHERE gate.state = 'open' AND gate.stage <> :stage"
    " AND message.accepted_at IS NOT NULL GROUP BY gate.dossier_id"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds from click to mail, one decision at a time; gates a second, many at once."""

    waits: Sequence[float]
    gates_per_second: float


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        console = Console()
        console.print("Starting PostgreSQL, Prefect's server and a worker …")
        with servers(Path(folder)) as running, a_worker(running):
            figures = measure(running.database)
    show(console, figures)


def measure(database: Engine) -> Figures:
    dossiers = file_dossiers(database, ONE_BY_ONE + AT_ONCE)
    until(lambda: none_waits(database))
    decided = {}
    for dossier in dossiers[:ONE_BY_ONE]:
        decided[dossier.id] = decide_all(database, dossier)
        until(lambda: none_waits(database))
    mailed = mailed_at(database)
    waits = [(mailed[key] - decided[key]).total_seconds() for key in decided]
    began = clock.now()
    for dossier in dossiers[ONE_BY_ONE:]:
        decide_all(database, dossier)
    until(lambda: len(mailed_at(database)) == len(dossiers))
    return Figures(waits, AT_ONCE / (max(mailed_at(database).values()) - began).total_seconds())


def show(console: Console, figures: Figures) -> None:
    p95 = quantiles(figures.waits, n=20)[-1]
    table = Table(title=f"From a decision to the next reviewers' mail ({len(figures.waits)} times)")
    for heading in ("p50", "p95", "slowest", "target p95", "gates a second, all at once"):
        table.add_column(heading, justify="right")
    table.add_row(
        f"{median(figures.waits):.2f} s",
        f"{p95:.2f} s",
        f"{max(figures.waits):.2f} s",
        f"< {TARGET_P95:.0f} s {'met' if p95 < TARGET_P95 else 'MISSED'}",
        f"{figures.gates_per_second:.1f}",
    )
    console.print(table)


def file_dossiers(database: Engine, count: int) -> list[Dossier]:
    """All at their first gate, a council of three; the rules are those of the tests' day."""
    with transaction(database) as session:
        load_rule_sets(session, now=NOW)
        country = a_country(session, council=3)
        submission = a_submission(session, country, *(a_nomination() for _ in range(count)))
        return list(
            session.exec(
                select(Dossier)
                .where(Dossier.submission_id == submission.id)
                .order_by(col(Dossier.code))
            ).all()
        )


def decide_all(database: Engine, dossier: Dossier) -> datetime:
    """The whole council says yes at one moment; when that was committed."""
    with transaction(database) as session:
        pass_gate(session, dossier)
    return clock.now()


def mailed_at(database: Engine) -> dict[UUID, datetime]:
    """By dossier, when the reviewers of its second gate had their first mail."""
    with transaction(database) as session:
        rows = session.execute(_MAILED, {"stage": "unit"}).all()
    return {row[0]: row[1] for row in rows}


if __name__ == "__main__":
    main()
