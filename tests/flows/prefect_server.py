"""Prefect's own server on the run's PostgreSQL, as production has it; started once per run."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import psycopg
from psycopg import sql
from pydantic import SecretStr

from core.engine_environment import client_environment, server_environment
from core.ports import answers_ok
from core.postgres import ensure_database
from core.settings import Settings
from tests.running_system import eventually, none_runs
from tests.source_code import ROOT

_READY_WITHIN = 120.0


class PrefectServer:
    """Starts, stops, and can lose its whole database."""

    def __init__(self, home: Path, maintenance_url: str, database_url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._settings = Settings(
            home=home,
            database_url=SecretStr(database_url),
            engine_database_url=SecretStr(database_url),
            engine_port=self.port,
        )
        self._maintenance_url, self._database_url = maintenance_url, database_url
        self._log = home / "prefect.log"
        self._loaded: subprocess.Popen[str] | None = None
        self._number: int | None = None

    def start(self) -> None:
        """Return once it answers."""
        ensure_database(self._database_url, disposable=True)
        self._number = self._forked()
        deadline = monotonic() + _READY_WITHIN
        while not answers_ok(f"{self.api_url}/health"):
            if none_runs([self._number]) or monotonic() > deadline:
                raise RuntimeError(self._log.read_text()[-4000:])
            sleep(0.1)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._number is not None:
            number, self._number = self._number, None
            os.kill(number, how)
            eventually(lambda: none_runs([number]))

    def close(self) -> None:
        """Stop, and never start again."""
        self.stop()
        if self._loaded is not None:
            self._loaded.communicate()

    def _forked(self) -> int:
        if self._loaded is None:
            with self._log.open("ab") as log:
                self._loaded = subprocess.Popen(
                    [sys.executable, "-m", "tests.flows.prefect_process"],
                    cwd=ROOT,
                    env=_bare(os.environ)
                    | server_environment(self._settings)
                    | {"PYTHONPATH": str(ROOT)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                )
        assert self._loaded.stdin is not None
        assert self._loaded.stdout is not None
        print(file=self._loaded.stdin, flush=True)
        number = self._loaded.stdout.readline()
        assert number, self._log.read_text()[-4000:]
        return int(number)

    def wipe(self) -> None:
        """Drop its database and begin with an empty one."""
        self.stop(signal.SIGKILL)
        name = psycopg.conninfo.conninfo_to_dict(self._database_url)["dbname"]
        with psycopg.connect(self._maintenance_url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name)))
            )
        self.start()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """One of Prefect's own commands against this server."""
        return subprocess.run(  # noqa: S603 -- Prefect's own commands
            [sys.executable, "-m", "prefect", *arguments],
            env=_bare(os.environ) | client_environment(self._settings) | environment,
            cwd=self._log.parent,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def _bare(environment: os._Environ[str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if not name.startswith("PREFECT_")}
