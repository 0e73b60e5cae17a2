"""The dashboard of what is stuck, for a year of the country and for a tenth of it, page by page.

Each request p95: from one client right after a dossier changed, so that all of it is made anew; the
same again; and from twenty at once, while a dossier changes each second. An embedded PostgreSQL as
in use, and `bangvang web` as it runs: `python -m bench dashboard`.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, sleep

import httpx
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from api.cookies import SESSION
from api.web import make_web
from bench.goals import Goal, reached
from bench.national import a_year
from cli.national.plan import DOSSIERS
from core.settings import Settings
from models.bodies import Person, Seat
from models.enums import Office, SessionKind
from tests.api.programs import token_of

TARGET, AT_ONCE, GROWTH = 0.2, 0.6, 2.0  # seconds, and times as long
FEW = 11_000
_CLIENTS, _TIMES, _WARM = 20, 100, 3
_PORT = 8_690
_PATIENCE = 60.0  # seconds
PATHS = {
    "what is stuck": "/stuck",
    "… by one cause": "/stuck?cause=waiting_for_unit",  # which fills a page at either size
    "… at one stage, of one award": "/stuck?stage=central_board&award=bk-ttg",
    "ageing": "/stuck/pictures/ageing",
    "who lets wait": "/stuck/pictures/waiting",
    "cumulative flow": "/stuck/pictures/flow",
    "throughput": "/stuck/pictures/throughput",
    "pictures, the page": "/stuck/pictures",
    "list of dossiers": "/dossiers",
    "search by name": "/dossiers?q=nguyen+van+a",
    "overdue": "/dossiers?trouble=overdue",
}


@dataclass(frozen=True, slots=True)
class Took:
    """p95 in seconds."""

    anew: float  # alone, a dossier having changed
    again: float  # alone, none having changed
    at_once: float  # with others, a dossier changing each second


Measured = Mapping[str, Took]


def main() -> None:
    console, found = Console(), {}
    for dossiers in (FEW, DOSSIERS):
        console.print(f"Filling in {dossiers:,} dossiers …")
        with a_year(dossiers) as (database, _):
            found[dossiers] = measured(database)
    console.print(shown(found[FEW], found[DOSSIERS]))
    name, grows = max(
        ((name, took.anew / found[FEW][name].anew) for name, took in found[DOSSIERS].items()),
        key=lambda one: one[1],
    )
    reached.append(
        Goal(
            f"dashboard at {DOSSIERS:,}",
            f"itself at {FEW:,}",
            f"< {GROWTH:.0f} ×",
            f"{grows:.1f} × at most ({name})",
            grows < GROWTH,
        )
    )


def measured(database: Engine) -> Measured:
    """Each request, by somebody of the secretariat."""
    with a_client(database) as client:
        return {name: _took(database, client, path) for name, path in PATHS.items()}


def _took(database: Engine, client: httpx.Client, path: str) -> Took:
    return Took(
        anew=_alone(client, path, before=lambda: _change(database)),
        again=_alone(client, path),
        at_once=_with_others(database, client, path),
    )


def _change(database: Engine) -> None:
    """As when a dossier changed: nothing that was made is true any more."""
    with database.begin() as connection:
        connection.execute(text("UPDATE surveyed SET version = version - 1"))


@contextmanager
def a_client(database: Engine) -> Iterator[httpx.Client]:
    """Somebody of the secretariat who is signed in to a web of this database."""
    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with TemporaryDirectory(prefix="bangvang-bench-") as home:
        settings = Settings(home=Path(home), port=_PORT, database_url=SecretStr(url))
        cookies = make_web(settings).cookies
        token = token_of(database, settings, _of_the_secretariat(database), SessionKind.BROWSER)
        known = {cookies.name(SESSION): token}
        client = httpx.Client(base_url=settings.base_url, cookies=known, timeout=_PATIENCE)
        with a_web(settings, url), client:
            yield client


@contextmanager
def a_web(settings: Settings, url: str) -> Iterator[None]:
    """`bangvang web`, until it is no longer needed."""
    environment = os.environ | {
        "BANGVANG_HOME": str(settings.home),
        "BANGVANG_PORT": str(settings.port),
        "BANGVANG_DATABASE_URL": url,
    }
    command = [sys.executable, "-m", "cli", "web"]
    with subprocess.Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL) as web:  # noqa: S603 -- ours
        try:
            _wait_for(settings.base_url)
            yield
        finally:
            web.terminate()


def _wait_for(url: str) -> None:
    began = perf_counter()
    while perf_counter() - began < _PATIENCE:
        with suppress(httpx.TransportError):
            httpx.get(f"{url}/livez").raise_for_status()
            return
        sleep(0.1)
    raise TimeoutError(url)


def _of_the_secretariat(database: Engine) -> Person:
    with Session(database) as session:
        return session.exec(
            select(Person)
            .join(Seat, col(Seat.person_id) == col(Person.id))
            .where(Seat.office == Office.SECRETARIAT)
            .order_by(col(Seat.id))
            .limit(1)
        ).one()


def _alone(client: httpx.Client, path: str, before: Callable[[], None] = lambda: None) -> float:
    took = []
    for _ in range(_WARM + _TIMES):
        before()
        took.append(_seconds(client, path))
    return _p95(took[_WARM:])


def _with_others(database: Engine, client: httpx.Client, path: str) -> float:
    done = Event()

    def change() -> None:
        while not done.wait(1):
            _change(database)

    changing = Thread(target=change)
    changing.start()
    try:
        with ThreadPoolExecutor(_CLIENTS) as others:
            ask = partial(_seconds, client)
            return _p95(list(others.map(ask, [path] * (_CLIENTS * 10)))[_CLIENTS:])
    finally:
        done.set()
        changing.join()


def _seconds(client: httpx.Client, path: str) -> float:
    began = perf_counter()
    client.get(path).raise_for_status()
    return perf_counter() - began


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def shown(few: Measured, many: Measured) -> Table:
    targets = f"{TARGET * 1e3:.0f} alone, {AT_ONCE * 1e3:.0f} at once, grows < {GROWTH:.0f}"
    table = Table(title=f"p95 in ms; at once: {_CLIENTS} clients (targets: {targets})")
    for heading in ("request", f"{FEW:,}", f"{DOSSIERS:,}", "grows", "again", "at once", ""):
        table.add_column(heading, justify="left" if heading in {"request", ""} else "right")
    for name, took in many.items():
        grows = took.anew / few[name].anew
        met = took.anew < TARGET and took.at_once < AT_ONCE and grows < GROWTH
        alone_few, alone, again, at_once = (
            f"{one * 1e3:.0f}" for one in (few[name].anew, took.anew, took.again, took.at_once)
        )
        table.add_row(
            name, alone_few, alone, f"{grows:.1f}", again, at_once, "met" if met else "MISSED"
        )
    return table


if __name__ == "__main__":
    main()
