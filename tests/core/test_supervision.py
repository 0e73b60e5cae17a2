"""Services start in order, come back when they die, and never outlive the supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core import processes
from core.supervision import Process, Service, ServiceFailed, Supervisor


def run(script: str) -> Callable[[], Process]:
    return lambda: processes.start(
        ["/bin/sh", "-c", script],
        environment=os.environ,
        output=subprocess.DEVNULL,
        folder=Path("/"),
    )


@dataclass
class Witness:
    """Notes what it is told, and asks for the end when it has heard enough."""

    until: int
    heard: list[str] = field(default_factory=list)

    def became_ready(self, name: str, seconds: float) -> None:
        assert seconds >= 0
        self._note(f"{name} is ready")

    def ended(self, name: str, reason: str, again_in: float) -> None:
        self._note(f"{name}: {reason}, again in {again_in:g} s")

    def _note(self, sentence: str) -> None:
        self.heard.append(sentence)
        if len(self.heard) == self.until:
            os.kill(os.getpid(), signal.SIGTERM)


def test_each_starts_when_those_it_needs_are_ready(tmp_path: Path) -> None:
    made = tmp_path / "made"
    witness = Witness(until=3)
    services = [
        Service(name="web", start=run("sleep 60"), after=("tables", "database")),
        Service(name="tables", start=run(f"touch {made}"), after=("database",), once=True),
        Service(name="database", start=run("sleep 60"), is_ready=lambda: True),
    ]
    Supervisor(services, witness).run()
    assert witness.heard == ["database is ready", "tables is ready", "web is ready"]
    assert made.exists()


def test_one_that_dies_comes_back_after_growing_pauses() -> None:
    witness = Witness(until=3)
    Supervisor([Service(name="worker", start=run("exit 3"), is_ready=lambda: False)], witness).run()
    assert witness.heard == [
        "worker: it ended with 3., again in 0.5 s",
        "worker: it ended with 3., again in 1 s",
        "worker: it ended with 3., again in 2 s",
    ]


def test_one_that_cannot_be_started_is_tried_again() -> None:
    def start() -> Process:
        raise OSError("Cannot allocate memory")

    witness = Witness(until=1)
    Supervisor([Service(name="worker", start=start)], witness).run()
    assert witness.heard == ["worker: Cannot allocate memory, again in 0.5 s"]


def test_a_step_that_fails_ends_it_all_with_the_steps_own_words() -> None:
    started: list[Process] = []

    def start() -> Process:
        started.append(run("sleep 60")())
        return started[0]

    services = [
        Service(name="database", start=start),
        Service(
            name="tables",
            start=run("exit 1"),
            after=("database",),
            once=True,
            last_words=lambda: "The database is newer than this release.",
        ),
    ]
    with pytest.raises(ServiceFailed, match="newer than this release"):
        Supervisor(services, Witness(until=9)).run()
    assert started[0].returncode == -signal.SIGTERM


def test_an_essential_service_that_cannot_start_ends_it_all() -> None:
    web = Service(name="web", start=run("exit 3"), is_ready=lambda: False, essential=True)
    with pytest.raises(ServiceFailed, match="web: it ended with 3"):
        Supervisor([web], Witness(until=9)).run()


def test_they_stop_in_reverse_order() -> None:
    stopped: list[str] = []

    def stopping(name: str) -> Callable[[Process], None]:
        def stop(process: Process) -> None:
            stopped.append(name)
            process.kill()
            process.wait()

        return stop

    services = [
        Service(name=name, start=run("sleep 60"), stop=stopping(name))
        for name in ("database", "web", "worker")
    ]
    Supervisor(services, Witness(until=3)).run()
    assert stopped == ["worker", "web", "database"]


SUPERVISE = """
import sys
from tests.core.test_supervision import Witness, run
from core.supervision import Service, Supervisor

service = Service(name="web", start=run(f"echo $$ > {sys.argv[1]}; exec sleep 60"))
Supervisor([service], Witness(until=9)).run()
"""


def test_none_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    command = [sys.executable, "-c", SUPERVISE, str(note)]
    supervisor = subprocess.Popen(command)  # noqa: S603 -- the script above
    wait_for(lambda: note.exists() and note.read_text().endswith("\n"))
    child = Path("/proc") / note.read_text().strip()
    assert child.exists()
    supervisor.kill()
    supervisor.wait()
    wait_for(lambda: not child.exists())


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
