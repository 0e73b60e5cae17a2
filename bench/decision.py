"""Decisions a second, by eight clients at a time, beside engines that others made.

A decision is a vote, counted; the one that settles also closes the gate, opens the next, records
both and queues a wake-up: all of it committed when the client hears of it. Ours goes through the
command that pages and API call, in threads with a pool, as in `bangvang web`. Peers do the work
that `bench.peers.work` describes, in the same server, by turns. They check nothing: no eligibility,
no conflict of interest, no deadlines, no links, no chained record. Each side is one process.
"""

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import select

from approvals.commands.decide import Decide, decide
from approvals.commands.load_rule_sets import load_rule_sets
from bench.goals import Goal, reached, size
from bench.peers.program import NotInstalled, Program
from bench.peers.work import CLIENTS, Round
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade
from models.dossiers import Dossier
from models.enums import Choice, GateState, NomineeKind, Office, Proof
from tests.builders import (
    BLOC,
    NOW,
    Country,
    a_country,
    a_nomination,
    a_submission,
    active,
    people_in,
)

DOSSIERS, ROUNDS = 80, 5  # dossiers a round, rounds of each side
TARGET = 4.0  # times the best peer
_AWARD = "co-cp"  # which meets all four gates, two of them councils of five
_GATES = 4
PEERS = {
    "DBOS, votes as messages": ("dbos_gates", "messages"),
    "DBOS, votes in tables": ("dbos_gates", "tables"),
    "SpiffWorkflow": ("spiff_gates",),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Decisions a second, a figure for each round; how many decisions a dossier takes."""

    rates: dict[str, list[float]]
    votes: Sequence[int]  # by gate


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder))
        postgres.start()
        try:
            found = measure(postgres, size(DOSSIERS), console)
        finally:
            postgres.stop()
    show(console, found, size(DOSSIERS))


def measure(postgres: EmbeddedPostgres, dossiers: int, console: Console) -> Found:
    postgres.ensure_database("bangvang")
    database = connect(postgres.url())
    upgrade(database)
    country = _a_country(database)
    turn = partial(ours, database, country)
    votes, _ = turn("trial", CLIENTS)
    sides: dict[str, Callable[[str], float]] = {"Bảng Vàng": lambda name: turn(name, dossiers)[1]}
    with ExitStack() as running:
        for number, (peer, (module, *arguments)) in enumerate(PEERS.items()):
            postgres.ensure_database(f"peer{number}")
            program = Program(module, postgres.url(f"peer{number}"), *arguments)
            try:
                running.enter_context(program)
            except NotInstalled as reason:
                console.print(str(reason))
                break
            program.ask(Round("trial", CLIENTS, votes))
            sides[peer] = partial(_asked, program, dossiers, votes)
        rates: dict[str, list[float]] = {side: [] for side in sides}
        for number in range(ROUNDS):
            for side, take in sides.items():
                rates[side].append(dossiers * sum(votes) / take(f"round{number}"))
    database.dispose()
    return Found(rates, votes)


def _asked(program: Program, dossiers: int, votes: Sequence[int], name: str) -> float:
    return float(program.ask(Round(name, dossiers, votes)))


def ours(
    database: Engine, country: Country, name: str, dossiers: int
) -> tuple[Sequence[int], float]:
    """How many decisions each gate took of a dossier, and the seconds that all took together."""
    with transaction(database) as session:
        nominations = [
            a_nomination(_AWARD, name=f"Vụ {name} {one}", kind=NomineeKind.COLLECTIVE)
            for one in range(dossiers)
        ]
        submission = a_submission(session, country, *nominations, number=f"{name}/TTr-BTP")
        wanted = select(Dossier).where(Dossier.submission_id == submission.id)
        waiting = list(session.exec(wanted).all())
    votes, seconds = [], 0.0
    with ThreadPoolExecutor(CLIENTS) as clients:
        for _ in range(_GATES):
            duties = [_duties(database, dossier) for dossier in waiting]
            began = perf_counter()
            taken = list(clients.map(partial(_pass, database), waiting, duties))
            seconds += perf_counter() - began
            votes.append(taken[0])
    return votes, seconds


def _pass(database: Engine, dossier: Dossier, duties: Sequence[Decide]) -> int:
    """Everybody decides, each in a transaction; how many it took to pass the gate."""
    state, taken, left = GateState.OPEN, 0, list(duties)
    while state is GateState.OPEN:
        left = left or _duties(database, dossier)  # a signatory's turn comes after the report
        with transaction(database) as session:
            state = decide(session, left.pop(0), now=NOW).gate_state
        taken += 1
    return taken


def _duties(database: Engine, dossier: Dossier) -> list[Decide]:
    """What is to be decided now, as the reviewers have it before them."""
    with transaction(database) as session:
        return [
            Decide(
                assignment_id=assignment.id,
                person_id=person.id,
                choice=Choice.PASS,
                reason="Đủ điều kiện, tiêu chuẩn.",
                proof=Proof.PASSKEY,
            )
            for assignment, person in active(session, dossier)
        ]


def _a_country(database: Engine) -> Country:
    """With five members in the bloc's council too."""
    with transaction(database) as session:
        load_rule_sets(session, now=NOW)
        country = a_country(session, council=5)
        office = Office.COUNCIL_MEMBER
        more = ((f"bloc{one}", f"Lê Thị Khối {one}", BLOC, office) for one in range(3))
        people_in(session, country, *more)
    return country


def show(console: Console, found: Found, dossiers: int) -> None:
    a_dossier = sum(found.votes)
    console.print(
        f"{dossiers} dossiers a round, {ROUNDS} rounds, {CLIENTS} clients;"
        f" decisions by gate: {', '.join(map(str, found.votes))}"
    )
    table = Table(title="Decisions a second")
    for heading in ("side", "median", "slowest", "fastest", "gates a second", "ms a dossier"):
        table.add_column(heading, justify="left" if heading == "side" else "right")
    for side, rates in found.rates.items():
        middle = median(rates)
        figures = (middle, min(rates), max(rates), middle * _GATES / a_dossier)
        table.add_row(side, *(f"{one:.0f}" for one in figures), f"{1000 * a_dossier / middle:.0f}")
    console.print(table)
    our, *others = (median(rates) for rates in found.rates.values())
    if others:
        times = our / max(others)
        best = max(list(found.rates)[1:], key=lambda side: median(found.rates[side]))
        reached.append(
            Goal("decision", best, f"≥ {TARGET:.0f} ×", f"{times:.2f} ×", times >= TARGET)
        )


if __name__ == "__main__":
    main()
