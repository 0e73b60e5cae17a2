"""`bangvang up` as a person runs it: in a home and on ports of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from core import processes
from core.database import connect, transaction
from core.engine_presence import engine_is_up
from core.ports import answers_ok
from core.postgres import EmbeddedPostgres

PATIENCE = 120.0  # seconds, on a machine that does much else
_PAUSE = 0.15  # whom a question keeps from their work answers later
# What each process is told apart by on its command line.
_MARKS = {
    "database": "postgres/data",
    "web": "cli\0web",
    "engine": "prefect\0server",
    "worker": "cli\0worker",
}


class RunningSystem:
    """Start it, look into it, kill parts of it."""

    program: tuple[str, ...] = ("cli", "up")

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port, self.engine_port = _free_ports()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        """Start it; what it says goes to `up.log` in its home."""
        self.home.mkdir(exist_ok=True)
        with (self.home / "up.log").open("ab") as log:
            self.process = processes.start(
                [sys.executable, "-P", "-m", *self.program, *options],
                environment=self.environment,
                output=log,
                folder=self.home,
            )

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it, unless it has; with SIGKILL its children are left to notice by themselves."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    @property
    def environment(self) -> dict[str, str]:
        """Ours without settings of whoever runs the tests."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("BANGVANG_", "PREFECT_"))
        }
        return inherited | {
            "BANGVANG_HOME": str(self.home),
            "BANGVANG_PORT": str(self.port),
            "BANGVANG_ENGINE_PORT": str(self.engine_port),
        }

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another `bangvang …` for the same system."""
        return subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, "-P", "-m", "cli", *words],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def wait_for_web(self) -> None:
        eventually(lambda: answers_ok(f"{self.url}/livez"), self._alive)

    def wait_for_engine(self) -> None:
        """Until a worker that reaches the engine is at work."""
        with self.database() as engine:
            eventually(lambda: _is_at_work(engine), self._alive)

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """Its database, which must be running."""
        engine = connect(EmbeddedPostgres(self.home / "postgres").url(), pool_size=2)
        try:
            yield engine
        finally:
            engine.dispose()

    def number_of(self, name: str) -> int | None:
        """The process of `database`, `web`, `engine` or `worker`, when it runs."""
        assert self.process is not None
        for number in children(self.process.pid):
            if _MARKS[name] in _command_line(number):
                return number
        return None

    def kill(self, name: str) -> None:
        """Kill -9, as soon as it runs."""
        eventually(lambda: self.number_of(name) is not None, self._alive)
        number = self.number_of(name)
        assert number is not None
        os.kill(number, signal.SIGKILL)

    def everything(self) -> list[int]:
        """Every process of it, down to the database's backends."""
        assert self.process is not None
        return [self.process.pid, *descendants(self.process.pid)]

    def _alive(self) -> None:
        assert self.process is not None
        assert self.process.poll() is None, (self.home / "up.log").read_text()[-4000:]


def eventually(
    holds: Callable[[], bool],
    each_time: Callable[[], None] = lambda: None,
    *,
    within: float = PATIENCE,
) -> None:
    """Wait for something that other processes bring about."""
    deadline = time.monotonic() + within
    while not holds():
        each_time()
        assert time.monotonic() < deadline, f"not within {within:g} s"
        time.sleep(_PAUSE)


def none_runs(numbers: Iterable[int]) -> bool:
    """Whether all of these processes have ended."""
    return not any(Path(f"/proc/{number}").exists() for number in numbers)


def children(number: int) -> list[int]:
    path = Path(f"/proc/{number}/task/{number}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def descendants(number: int) -> list[int]:
    """Every process below this one."""
    return [each for child in children(number) for each in (child, *descendants(child))]


def _command_line(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text()
    except FileNotFoundError:
        return ""


def _is_at_work(engine: Engine) -> bool:
    with transaction(engine) as session:
        return engine_is_up(session)


def _free_ports() -> tuple[int, int]:
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as one,
        closing(socket.create_server(("127.0.0.1", 0))) as other,
    ):
        return one.getsockname()[1], other.getsockname()[1]
