"""The list of dossiers at the size of a ministry and of the whole country, request by request.

An embedded PostgreSQL as in use, and the web in this process: `python -m bench dossier_list`.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from time import monotonic

from fastapi.testclient import TestClient
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session, select

from api.app import create_app
from api.cookies import SESSION
from api.web import Web
from approvals.queries.dossier_filters import Trouble
from approvals.queries.dossier_list import Sort
from bench.many_dossiers import DOSSIERS, fill
from core.database import connect
from core.postgres import EmbeddedPostgres
from core.settings import Settings
from migrations.run import upgrade
from models.bodies import Person
from models.enums import DossierState, SessionKind, Stage
from tests.api.programs import token_of

TARGET = 0.2  # seconds, of 95 requests of 100
GROWTH = 2.0  # times as long for ten times as many
_FEW = 11_000
_TIMES = 20
_WARM = 3  # requests before any is measured: prepared statements, parsed rules
_CELL = re.compile(r'<option value="([^"]+)"')

Measured = Mapping[str, float]  # the 95th percentile of each request, in seconds


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            found = {}
            for dossiers in (_FEW, DOSSIERS):
                name = f"bangvang_{dossiers}"
                postgres.ensure_database(name)
                url = postgres.url(name)
                console.print(f"Filling in {dossiers:,} dossiers …")
                with _connected(url) as database:
                    upgrade(database)
                    fill(database, dossiers=dossiers)
                    found[dossiers] = measured(database, url, Path(folder) / name)
            console.print(_shown(found[_FEW], found[DOSSIERS]))
        finally:
            postgres.stop()


def measured(database: Engine, url: str, home: Path, who: str = "secretariat") -> Measured:
    """Each request of the list, by whoever sees all dossiers."""
    settings = Settings(home=home, database_url=SecretStr(url))
    app = create_app(settings)
    with Session(database) as session:
        address = f"{who}@bangvang.example"
        person = session.exec(select(Person).where(Person.email == address)).one()
    with TestClient(app, base_url=settings.base_url) as client:
        web: Web = app.state.web
        token = token_of(database, settings, person, SessionKind.BROWSER)
        client.cookies.set(web.cookies.name(SESSION), token)
        return {name: _p95(client, path) for name, path in _requests(client).items()}


def _requests(client: TestClient) -> dict[str, str]:
    """Their addresses, by what they ask for; what the selects offer is taken from the page."""
    first = client.get("/dossiers").text
    asked = {
        "first page": "/dossiers",
        "next page": _next(first),
        "search: nguyen van a": "/dossiers?q=nguyen+van+a",
        "search: nguyen": "/dossiers?q=nguyen",
        "search: nobody": "/dossiers?q=zebra",
        "search: a code": "/dossiers?q=HS-2027-001000",
        "search: a submission": "/dossiers?q=109/ttr",
    }
    asked |= {f"sort: {sort}": f"/dossiers?sort={sort}" for sort in Sort}
    asked |= {
        f"next page, sort: {sort}": _next(client.get(f"/dossiers?sort={sort}").text)
        for sort in Sort
    }
    asked |= {f"state: {state}": f"/dossiers?state={state}" for state in DossierState}
    asked |= {
        f"state: {state}, sort: waiting": f"/dossiers?state={state}&sort=waiting"
        for state in DossierState
    }
    asked |= {f"stage: {stage}": f"/dossiers?stage={stage}" for stage in Stage}
    asked |= {f"trouble: {trouble}": f"/dossiers?trouble={trouble}" for trouble in Trouble}
    for name in ("award", "body", "campaign", "holder"):
        offered = _CELL.findall(first.partition(f'name="{name}"')[2].partition("</select>")[0])
        asked |= {name: f"/dossiers?{name}={offered[0]}"} if offered else {}
    asked["at a body"] = "/dossiers?where=ban-tdkt-trung-uong"
    asked["overdue at a stage, of a name"] = "/dossiers?trouble=overdue&stage=bloc&q=tran"
    return asked


def _next(page: str) -> str:
    found = re.search(r'rel="next" href="([^"]+)"', page)
    return unescape(found[1]) if found else "/dossiers"


def _p95(client: TestClient, path: str) -> float:
    seconds = []
    for _ in range(_WARM + _TIMES):
        begun_at = monotonic()
        client.get(path).raise_for_status()
        seconds.append(monotonic() - begun_at)
    return sorted(seconds[_WARM:])[int(_TIMES * 0.95) - 1]


def _shown(few: Measured, many: Measured) -> Table:
    table = Table(title=f"Milliseconds, 95 of 100 requests; {_TIMES} of each")
    for heading in ("request", f"{_FEW:,}", f"{DOSSIERS:,}", "growth", "target"):
        table.add_column(heading)
    for name, seconds in many.items():
        grown = seconds / few[name]
        met = "met" if seconds < TARGET and grown < GROWTH else "MISSED"
        table.add_row(name, f"{few[name] * 1e3:.0f}", f"{seconds * 1e3:.0f}", f"{grown:.1f}", met)
    return table


@contextmanager
def _connected(url: str) -> Iterator[Engine]:
    database = connect(url)
    yield database
    database.dispose()


if __name__ == "__main__":
    main()
