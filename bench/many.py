"""Many machines: two webs and one, two and three workers beside one PostgreSQL and one Prefect.

Each is a process of its own, as on machines of their own: `python -m bench many`. First how many
gates a second are conducted by so many workers; then, with three, a web and a worker are killed
and another worker is stopped for a while, as where its machine hangs or its line is cut, while
dossiers are decided through both webs. Ends with an error where a decision or a mail is lost.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Timer

import httpx
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from approvals.commands.load_rule_sets import load_rule_sets
from bench.click_to_mail import AT_ONCE, decide_all, file_dossiers, mailed_at
from bench.people import people_of
from bench.running import is_up, none_waits, until
from core import clock, processes
from core.database import connect, transaction
from core.ports import answers_ok
from core.postgres import EmbeddedPostgres
from core.settings import Settings
from migrations.run import upgrade
from tests.builders import a_country
from tests.faults.record import assert_sound, has_settled
from tests.flows.prefect_server import PrefectServer
from tests.running_system import eventually

_PORTS = (8_691, 8_692)
_MANY = (1, 2, 3)
_LISTS = 3  # of ten dossiers, decided while members die
_HANGS = 20.0  # seconds
_PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Members:
    """What runs beside PostgreSQL and Prefect."""

    database: Engine
    settings: Settings
    webs: list[subprocess.Popen[bytes]]
    workers: list[subprocess.Popen[bytes]]


class EitherWeb(httpx.BaseTransport):
    """Asks the webs in turn, and another where one does not answer, as a proxy before them does."""

    def __init__(self) -> None:
        self._next, self._transport = count(), httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        first = next(self._next)
        request.read()
        for place in range(len(_PORTS)):
            request.url = request.url.copy_with(port=_PORTS[(first + place) % len(_PORTS)])
            try:
                return self._transport.handle_request(request)
            except httpx.TransportError:
                if place == len(_PORTS) - 1:
                    raise
        raise AssertionError


def main() -> None:
    console = Console()
    table = Table(title=f"{AT_ONCE} gates at once, by how many workers")
    for heading in ("workers", "gates a second"):
        table.add_column(heading, justify="right")
    for workers in _MANY:
        with _running(workers, webs=0) as members:
            table.add_row(str(workers), f"{_gates_per_second(members.database):.1f}")
    console.print(table)
    with _running(_MANY[-1], webs=2) as members:
        decisions = _decided_while_members_die(members)
    console.print(
        f"{decisions} decisions while a web and a worker were killed and another worker hung:"
        " none lost, none twice, and everybody was told."
    )


def _gates_per_second(database: Engine) -> float:
    dossiers = file_dossiers(database, AT_ONCE)
    until(lambda: none_waits(database))
    began = clock.now()
    for dossier in dossiers:
        decide_all(database, dossier)
    until(lambda: len(mailed_at(database)) == AT_ONCE)
    return AT_ONCE / (max(mailed_at(database).values()) - began).total_seconds()


def _decided_while_members_die(members: Members) -> int:
    """How many decisions; raises `AssertionError` for one that is lost or counted twice."""
    with transaction(members.database) as session:
        load_rule_sets(session, now=clock.now())
        country = a_country(session, council=3, today=clock.local_date(clock.now()))
    with httpx.Client(
        base_url=f"http://127.0.0.1:{_PORTS[0]}", transport=EitherWeb(), timeout=60
    ) as client:
        people = people_of(client, members.settings, members.database, country)
        for _ in range(_LISTS):
            people.file().raise_for_status()
        timers = _accidents(members)
        recorded = 0

        def decided() -> bool:
            nonlocal recorded
            answered = people.decide()
            recorded += answered is not None and answered.is_success
            return answered is None and has_settled(members.database)

        eventually(decided, within=_PATIENCE)
    for timer in timers:
        timer.join()
    assert_sound(members.database, Counter())
    return recorded


def _accidents(members: Members) -> list[Timer]:
    web, (killed, hung, *_) = members.webs[0], members.workers
    planned = (
        (1.0, killed.kill),
        (2.0, web.kill),
        (3.0, lambda: hung.send_signal(signal.SIGSTOP)),
        (3.0 + _HANGS, lambda: hung.send_signal(signal.SIGCONT)),
    )
    timers = [Timer(after, accident) for after, accident in planned]
    for timer in timers:
        timer.start()
    return timers


@contextmanager
def _running(workers: int, *, webs: int) -> Iterator[Members]:
    with ExitStack() as ending:
        home = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="bangvang-bench-")))
        home.chmod(0o755)  # open to the account that PostgreSQL runs as
        postgres = EmbeddedPostgres(home / "postgres")
        postgres.start()
        ending.callback(postgres.stop)
        postgres.ensure_database("bangvang")
        database = connect(postgres.url())
        ending.callback(database.dispose)
        upgrade(database)
        prefect = PrefectServer(home, postgres.url("postgres"), postgres.url("bangvang_engine"))
        ending.callback(prefect.close)
        prefect.start()
        environment = {
            **os.environ,
            "BANGVANG_HOME": str(home),
            "BANGVANG_DATABASE_URL": postgres.url(),
            "BANGVANG_ENGINE_API_URL": prefect.api_url,
        }
        members = Members(
            database,
            Settings(home=home, port=_PORTS[0], database_url=SecretStr(postgres.url())),
            [_member(ending, "web", environment | _at(port)) for port in _PORTS[:webs]],
            [_member(ending, "worker", environment) for _ in range(workers)],
        )
        until(lambda: is_up(database))
        until(lambda: all(answers_ok(f"http://127.0.0.1:{port}/livez") for port in _PORTS[:webs]))
        yield members


def _at(port: int) -> dict[str, str]:
    return {"BANGVANG_PORT": str(port), "BANGVANG_PUBLIC_URL": f"http://127.0.0.1:{_PORTS[0]}"}


def _member(ending: ExitStack, name: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    started = processes.start(
        [sys.executable, "-m", "cli", name],
        environment=environment,
        output=subprocess.DEVNULL,
        folder=Path.cwd(),
    )
    ending.callback(_end, started)
    return started


def _end(member: subprocess.Popen[bytes]) -> None:
    member.send_signal(signal.SIGCONT)
    member.terminate()
    member.wait()


if __name__ == "__main__":
    main()
