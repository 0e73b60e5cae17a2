"""Failpoints: nothing in use, once where they are armed, never in production."""

import ast
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from core import failpoints
from core.failpoints import POINTS, VARIABLE, Armed, FailpointHit
from core.settings import Mode, Settings, SettingsRefused
from tests.source_code import ROOT, modules, nodes


def reached() -> list[str]:
    """The names with which the code calls `failpoint`."""
    return [
        node.args[0].value
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "failpoint"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def test_each_point_of_the_list_is_at_one_place_in_the_code() -> None:
    assert Counter(reached()) == dict.fromkeys(POINTS, 1)


def test_in_use_a_point_is_a_function_that_does_nothing() -> None:
    assert failpoints.failpoint.__name__ == "_nothing"
    assert failpoints.skew() == timedelta()


def test_an_armed_point_is_hit_once(tmp_path: Path) -> None:
    armed = Armed(tmp_path)
    (tmp_path / "mail-sent").write_text("error")
    armed.reach("mail-made")
    with pytest.raises(FailpointHit, match="mail-sent"):
        armed.reach("mail-sent")
    armed.reach("mail-sent")
    assert [path.name for path in tmp_path.iterdir()] == ["mail-sent.hit"]


def test_hits_before_the_one_that_is_meant_pass(tmp_path: Path) -> None:
    armed = Armed(tmp_path)
    (tmp_path / "vote-cast").write_text("error after 2")
    armed.reach("vote-cast")
    armed.reach("vote-cast")
    with pytest.raises(FailpointHit):
        armed.reach("vote-cast")


def test_the_clock_is_wrong_by_what_the_folder_says(tmp_path: Path) -> None:
    armed = Armed(tmp_path)
    assert armed.skew() == timedelta()
    (tmp_path / "clock").write_text("-3600")
    assert armed.skew() == timedelta(hours=-1)
    (tmp_path / "clock").write_text("")  # as it is written anew
    assert armed.skew() == timedelta()


def test_a_process_that_is_told_to_die_there_dies(tmp_path: Path) -> None:
    (tmp_path / "vote-cast").write_text("kill")
    script = "from core.failpoints import failpoint; failpoint('vote-cast'); print('alive')"
    ends = [
        subprocess.run(  # noqa: S603 -- ours
            [sys.executable, "-c", script],
            env={VARIABLE: str(tmp_path)},
            cwd=ROOT,
            capture_output=True,
            check=False,
        ).returncode
        for _ in range(2)
    ]
    assert ends == [-signal.SIGKILL, 0]


def test_production_refuses_to_start_with_failpoints(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="without BANGVANG_FAILPOINTS"):
        Settings(mode=Mode.PRODUCTION, failpoints=tmp_path)
