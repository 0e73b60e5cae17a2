"""The dashboard of what is stuck, for a year of the country and for a tenth of it, page by page.

Each request p95 from one client, and with twenty at once; an embedded PostgreSQL as in use, and the
web with its clients in this process: `python -m bench dashboard`.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from fastapi.testclient import TestClient
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api.app import create_app
from api.cookies import SESSION
from api.web import Web
from bench.national import a_year
from cli.national.plan import DOSSIERS
from core.settings import Settings
from models.bodies import Person, Seat
from models.enums import Office, SessionKind
from tests.api.programs import token_of

TARGET, AT_ONCE, GROWTH = 0.2, 0.6, 2.0  # seconds, and times as long
FEW = 11_000
_CLIENTS, _TIMES, _WARM = 20, 40, 3
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
def a_client(database: Engine) -> Iterator[TestClient]:
    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with TemporaryDirectory(prefix="bangvang-bench-") as home:
        settings = Settings(home=Path(home), database_url=SecretStr(url))
        app = create_app(settings)
        with Session(database) as session:
            person = session.exec(
                select(Person)
                .join(Seat, col(Seat.person_id) == col(Person.id))
                .where(Seat.office == Office.SECRETARIAT)
                .order_by(col(Seat.id))
                .limit(1)
            ).one()
        with TestClient(app, base_url=settings.base_url) as client:
            web: Web = app.state.web
            token = token_of(database, settings, person, SessionKind.BROWSER)
            client.cookies.set(web.cookies.name(SESSION), token)
            yield client


def _alone(client: TestClient, path: str) -> float:
    return _p95([_seconds(client, path) for _ in range(_WARM + _TIMES)][_WARM:])


def _with_others(client: TestClient, path: str) -> float:
    with ThreadPoolExecutor(_CLIENTS) as others:
        ask = partial(_seconds, client)
        return _p95(list(others.map(ask, [path] * (_CLIENTS * 5)))[_CLIENTS:])


def _seconds(client: TestClient, path: str) -> float:
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
