"""What the project promises against others or against itself, and whether it held in this run."""

import os
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Goal:
    """One row: what was measured, in words, beside what was promised."""

    work: str
    against: str
    promised: str
    measured: str
    holds: bool


reached: list[Goal] = []  # in this run, in the order they were measured


def size(usual: int) -> int:
    """How many dossiers to measure with: fewer where the machine is shared, by `BENCH_DOSSIERS`."""
    return int(os.environ.get("BENCH_DOSSIERS", usual))


def show(console: Console) -> None:
    table = Table(title="Goals")
    for heading in ("work", "measured against", "goal", "measured", "holds"):
        table.add_column(heading)
    for goal in reached:
        holds = "yes" if goal.holds else "NO"
        table.add_row(goal.work, goal.against, goal.promised, goal.measured, holds)
    console.print(table)
