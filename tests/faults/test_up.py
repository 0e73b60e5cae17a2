"""`bangvang up` refuses before it starts anything, and leaves nothing behind."""

import json
import signal
from pathlib import Path

import pytest

from tests.running_system import RunningSystem, eventually, none_runs


def test_a_second_one_in_the_same_home_is_refused(system: RunningSystem) -> None:
    refused = system.command("up")
    assert refused.returncode == 1
    assert "already runs" in refused.stderr
    assert "(already_up)" in refused.stderr


@pytest.mark.parametrize(
    ("port", "engine_port", "setting"),
    [("port", "engine_port", "BANGVANG_PORT"), ("free", "engine_port", "BANGVANG_ENGINE_PORT")],
)
def test_a_port_in_use_is_said_before_anything_starts(
    system: RunningSystem, tmp_path: Path, port: str, engine_port: str, setting: str
) -> None:
    other = RunningSystem(tmp_path / "home")
    other.home.mkdir()
    other.port = getattr(system, port, other.port)
    other.engine_port = getattr(system, engine_port)
    refused = other.command("up")
    assert refused.returncode == 1, refused.stdout
    assert f"set {setting} to a free port" in refused.stderr
    assert [path.name for path in other.home.iterdir()] == ["up.lock"]


def test_the_doctor_finds_everything_in_order(system: RunningSystem) -> None:
    said = system.command("doctor", "--json")
    found = json.loads(said.stdout)
    assert [check["check"] for check in found["checks"] if not check["holds"]] == []
    assert said.returncode == 0


def test_the_doctor_says_what_is_missing(tmp_path: Path) -> None:
    absent = RunningSystem(tmp_path / "home")
    absent.home.mkdir()
    said = absent.command("doctor", "--json")
    missing = [check["check"] for check in json.loads(said.stdout)["checks"] if not check["holds"]]
    assert (said.returncode, missing) == (1, ["database", "engine"])


def test_no_process_is_left_when_it_is_told_to_stop(system: RunningSystem) -> None:
    """The last of all: who looks at the system next finds it stopped."""
    numbers = system.everything()
    assert len(numbers) > 3
    assert system.stop(signal.SIGTERM) == 0
    eventually(lambda: none_runs(numbers))
