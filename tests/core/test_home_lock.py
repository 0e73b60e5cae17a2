"""One `bangvang up` a home folder, and the next one knows whether the last was killed."""

import os
from pathlib import Path

import pytest

from core.home_lock import AlreadyUp, HomeNotWritable, locked


def test_a_second_one_is_told_who_runs(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(AlreadyUp, match=f"process {os.getpid()}"):
        locked(tmp_path).__enter__()


def test_after_a_clean_end_nothing_is_remembered(tmp_path: Path) -> None:
    with locked(tmp_path / "new") as was_killed:
        assert not was_killed
    with locked(tmp_path / "new") as was_killed:
        assert not was_killed


def test_after_a_kill_the_next_one_knows(tmp_path: Path) -> None:
    (tmp_path / "up.lock").write_text("4711")
    with locked(tmp_path) as was_killed:
        assert was_killed


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HomeNotWritable, match="set BANGVANG_HOME"):
        locked(tmp_path / "file" / "home").__enter__()
