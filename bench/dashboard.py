"""The dashboard of what is stuck, for a year of the country and for a tenth of it, page by page.

Each request p95 from one client, and with twenty at once; an embedded PostgreSQL as in use, and
`bangvang web` as it runs: `python -m bench dashboard`.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

import httpx
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api.cookies import SESSION
from api.web import make_web
from bench.national import a_year
from cli.national.plan import DOSSIERS
from core.settings import Settings
from models.bodies import Person, Seat
from models.enums import Office, SessionKind
from tests.api.programs import token_of

TARGET, AT_ONCE, GROWTH = 0.2, 0.6, 2.0  # seconds, and times as long
FEW = 11_000
_CLIENTS, _TIMES, _WARM = 20, 40, 3
_PORT = 8_690
_PATIENCE = 60.0  # seconds
PATHS = {
    "what is stuck": "/stuck",
    "… by one cause": "/stuck?cause=past_due",
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

Measured = Mapping[str, tuple[float, float]]  # p95 alone, and with others, in seconds


def main() -> None:
    console, found = Console(), {}
    for dossiers in (FEW, DOSSIERS):
        console.print(f"Filling in {dossiers:,} dossiers …")
        with a_year(dossiers) as (database, _):
            found[dossiers] = measured(database)
    console.print(shown(found[FEW], found[DOSSIERS]))


def measured(database: Engine) -> Measured:
    """Each request, by somebody of the secretariat."""
    with a_client(database) as client:
        return {
            name: (_alone(client, path), _with_others(client, path)) for name, path in PATHS.items()
        }


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


def _alone(client: httpx.Client, path: str) -> float:
    return _p95([_seconds(client, path) for _ in range(_WARM + _TIMES)][_WARM:])


def _with_others(client: httpx.Client, path: str) -> float:
    with ThreadPoolExecutor(_CLIENTS) as others:
        ask = partial(_seconds, client)
        return _p95(list(others.map(ask, [path] * (_CLIENTS * 5)))[_CLIENTS:])


def _seconds(client: httpx.Client, path: str) -> float:
    began = perf_counter()
    client.get(path).raise_for_status()
    return perf_counter() - began


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def shown(few: Measured, many: Measured) -> Table:
    targets = f"{TARGET * 1e3:.0f}, {AT_ONCE * 1e3:.0f}"
    table = Table(title=f"p95 in ms; at once: {_CLIENTS} clients (targets {targets})")
    for heading in ("request", f"{FEW:,}", f"{DOSSIERS:,}", "grows", "at once", ""):
        table.add_column(heading, justify="left" if heading in {"request", ""} else "right")
    for name, (alone, together) in many.items():
        grows = alone / few[name][0]
        met = alone < TARGET and together < AT_ONCE and grows < GROWTH
        figures = (few[name][0], alone, together)
        alone_few, alone_many, at_once = (f"{one * 1e3:.0f}" for one in figures)
        table.add_row(
            name, alone_few, alone_many, f"{grows:.1f}", at_once, "met" if met else "MISSED"
        )
    return table


if __name__ == "__main__":
    main()
