"""The national peak against a running system: `python -m bench load --minutes 15`.

Runs what `bangvang up` runs, in a folder and on ports of its own. Lists, decisions and readers come
when they come (no client waits for the answer to another), so that an answer's time counts from the
moment it was due: a system that falls behind shows it. Decisions and lists come through the API,
readers look at pages.
"""

import argparse
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic, sleep

import httpx
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bench.peak import Rates, national_peak
from bench.people import people_of
from core.clock import local_date, now
from core.database import transaction
from core.settings import Settings
from tests.builders import a_country
from tests.faults.record import nothing_is_under_way
from tests.running_system import RunningSystem, children, eventually

TARGET = 1.0  # seconds, p95 of every kind
_AT_ONCE = 48  # requests that may be under way
_STOCK = 6  # lists that are there when it begins
_COUNCIL = 5
_SERVER_FAULT = 500
Ask = Callable[[], httpx.Response | None]
Kinds = tuple[tuple[str, float, Ask], ...]


class LoadedSystem(RunningSystem):
    """All requests come from one network here, which nobody shall take for a flood."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"BANGVANG_REQUESTS_PER_MINUTE": "1000000"}


@dataclass(slots=True)
class Seen:
    """Seconds and faults by kind of request; memory in MB by process, at several moments."""

    took: dict[str, list[float]] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    memory: dict[str, Mapping[str, int]] = field(default_factory=dict)
    quiet_after: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def note(self, kind: str, due: float, answered: httpx.Response | Exception) -> None:
        with self.lock:
            if isinstance(answered, Exception):
                self.faults.setdefault(kind, []).append(repr(answered))
                return
            self.took.setdefault(kind, []).append(monotonic() - due)
            if answered.status_code >= _SERVER_FAULT:
                self.faults.setdefault(kind, []).append(str(answered.status_code))
            elif answered.is_client_error:
                self.refused[kind] = self.refused.get(kind, 0) + 1


def main() -> None:
    asked = argparse.ArgumentParser(prog="bench load")
    asked.add_argument("--minutes", type=float, default=15.0)
    minutes = asked.parse_known_args()[0].minutes
    rates, console = national_peak(), Console()
    console.print(
        f"{rates.dossiers:.2f} dossiers, {rates.decisions:.1f} decisions and {rates.reads:.1f}"
        f" pages a second, for {minutes:g} minutes"
    )
    # Under /tmp, which is open to the account that PostgreSQL runs as.
    with TemporaryDirectory(prefix="bangvang-bench-") as folder:
        Path(folder).chmod(0o755)
        system = LoadedSystem(Path(folder) / "home")
        system.start()
        try:
            system.wait_for_web()
            system.wait_for_engine()
            with system.database() as engine:
                seen = loaded(system, engine, rates, seconds=minutes * 60)
        finally:
            system.stop()
    console.print(shown(seen), memory(seen))
    console.print(f"All told {seen.quiet_after:.0f} s after the last request.")
    for kind, faults in seen.faults.items():
        console.print(f"{kind}: {len(faults)} faults, such as {faults[0][:200]}")


def loaded(system: RunningSystem, engine: Engine, rates: Rates, *, seconds: float) -> Seen:
    """So much for so long, and how long it then takes until everybody was told."""
    seen = Seen()
    with transaction(engine) as session:
        country = a_country(session, council=_COUNCIL, today=local_date(now()))
    limits = httpx.Limits(max_connections=_AT_ONCE)
    with httpx.Client(base_url=system.url, timeout=60, limits=limits) as client:
        people = people_of(client, Settings(home=system.home), engine, country)
        for _ in range(_STOCK):
            people.file().raise_for_status()
        seen.memory["start"] = _megabytes(system)
        kinds: Kinds = (
            ("list of 10 handed in", rates.lists, people.file),
            ("decision", rates.decisions, people.decide),
            ("page", rates.reads, people.read),
        )
        with ThreadPoolExecutor(_AT_ONCE) as at_once:
            began = monotonic()
            for due, kind, ask in _plan(kinds, seconds):
                sleep(max(0.0, began + due - monotonic()))
                if "middle" not in seen.memory and due > seconds / 2:
                    seen.memory["middle"] = _megabytes(system)
                at_once.submit(_timed, seen, kind, began + due, ask)
        ended = monotonic()
        seen.memory["end"] = _megabytes(system)
        eventually(lambda: nothing_is_under_way(engine), within=900)
        seen.quiet_after = monotonic() - ended
    return seen


def _plan(kinds: Kinds, seconds: float) -> list[tuple[float, str, Ask]]:
    """When what is due, in its order: at random moments, as people come."""
    draw = Random(1)  # noqa: S311 -- the same each time
    found: list[tuple[float, str, Ask]] = []
    for kind, rate, ask in kinds:
        due = draw.expovariate(rate)
        while due < seconds:
            found.append((due, kind, ask))
            due += draw.expovariate(rate)
    return sorted(found, key=lambda one: one[0])


def _timed(seen: Seen, kind: str, due: float, ask: Ask) -> None:
    try:
        answered = ask()
    except (httpx.HTTPError, ValueError) as fault:
        seen.note(kind, due, fault)
        return
    if answered is not None:
        seen.note(kind, due, answered)


def _megabytes(system: RunningSystem) -> dict[str, int]:
    """What each process and those below it keep in memory; PostgreSQL's shares count many times."""
    found = {}
    for name in ("web", "worker", "engine", "database"):
        number = system.number_of(name)
        numbers = [number, *children(number)] if number else []
        found[name] = sum(map(_resident, numbers))
    return found


def _resident(number: int) -> int:
    path = Path(f"/proc/{number}/statm")
    return int(path.read_text().split()[1]) * 4 // 1024 if path.exists() else 0


def shown(seen: Seen) -> Table:
    table = Table(title=f"From the moment it was due, in ms; target p95 < {TARGET * 1e3:.0f}")
    for heading in ("request", "times", "p50", "p95", "slowest", "refused", "faults", ""):
        table.add_column(heading, justify="left" if heading in {"request", ""} else "right")
    for kind, took in seen.took.items():
        p95 = sorted(took)[int(len(took) * 0.95)]
        numbers = (f"{one * 1e3:.0f}" for one in (median(took), p95, max(took)))
        wrong = str(seen.refused.get(kind, 0)), str(len(seen.faults.get(kind, [])))
        met = "met" if p95 < TARGET and wrong[1] == "0" else "MISSED"
        table.add_row(kind, str(len(took)), *numbers, *wrong, met)
    return table


def memory(seen: Seen) -> Table:
    table = Table(title="Memory in MB")
    for heading in ("process", *seen.memory):
        table.add_column(heading, justify="right")
    for name in seen.memory["start"]:
        table.add_row(name, *(str(one.get(name, 0)) for one in seen.memory.values()))
    return table


if __name__ == "__main__":
    main()
