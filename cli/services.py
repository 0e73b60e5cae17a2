"""What `bangvang up` runs: each process, what it waits for, and how one sees that it is there."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from core import ports, processes
from core.engine_environment import engine_url, server_environment
from core.log_files import LogFolder
from core.postgres import EmbeddedPostgres, embedded_server
from core.settings import Settings
from core.supervision import Process, Service

# -P: the folder we are called from must not offer modules of its own.
_PYTHON = (sys.executable, "-P", "-m")


def services(settings: Settings, logs: LogFolder, *, demo: bool) -> list[Service]:
    """In the order of starting. The web makes the tables, and is what a person waits for.

    It loads while the database starts, and waits for it; so does the worker for the engine.
    """
    server = embedded_server(settings)
    return [
        *([_database(server)] if server else []),
        Service(
            name="web",
            start=_command(["web", "--migrate"], settings, logs),
            is_ready=partial(ports.accepts, settings.host, settings.port),
            last_words=partial(logs.last_line, "web"),
            essential=True,
        ),
        *([_demo(settings, logs)] if demo else []),
        *([] if settings.engine_api_url else [_engine(settings, logs)]),
        Service(
            name="worker",
            start=_command(["worker"], settings, logs),
            after=("web",),
            is_ready=lambda: ports.json_from(f"{_web_at(settings)}/readyz").get("engine") == "ok",
            look_every=0.5,
            last_words=partial(logs.last_line, "worker"),
        ),
    ]


def _web_at(settings: Settings) -> str:
    """From this machine: the address people use may lead through a proxy."""
    listens_everywhere = settings.host in {"0.0.0.0", "::"}  # noqa: S104 -- compared, not bound
    host = "localhost" if listens_everywhere else settings.host
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _database(server: EmbeddedPostgres) -> Service:
    def start() -> Process:
        server.start(join=False)
        assert server.process is not None  # noqa: S101 -- it did not join another's
        return server.process

    return Service(
        name="database", start=start, stop=lambda _process: server.stop(), essential=True
    )


def _demo(settings: Settings, logs: LogFolder) -> Service:
    return Service(
        name="demo",
        start=_command(["demo"], settings, logs),
        after=("web",),
        last_words=partial(logs.last_line, "demo"),
        once=True,
    )


def _engine(settings: Settings, logs: LogFolder) -> Service:
    address = ["--host", "127.0.0.1", "--port", str(settings.engine_port)]
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")
    }
    return Service(
        name="engine",
        start=_started(
            [*_PYTHON, "prefect", "server", "start", *address],
            inherited | server_environment(settings),
            logs,
            log="engine",
        ),
        after=("web",),  # which has made its database
        is_ready=partial(ports.answers_ok, f"{engine_url(settings)}/health"),
        last_words=partial(logs.last_line, "engine"),
    )


def _command(
    arguments: Sequence[str], settings: Settings, logs: LogFolder
) -> Callable[[], Process]:
    environment = os.environ | {"BANGVANG_HOME": str(settings.home.absolute())}
    return _started([*_PYTHON, "cli", *arguments], environment, logs, log=arguments[0])


def _started(
    command: Sequence[str], environment: Mapping[str, str], logs: LogFolder, *, log: str
) -> Callable[[], Process]:
    def start() -> Process:
        with logs.open(log) as output:
            return processes.start(
                command,
                environment={**environment, "PYTHONUNBUFFERED": "1"},
                output=output,
                folder=Path.cwd(),
            )

    return start
