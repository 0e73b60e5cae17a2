"""What can be wrong with a server's folder: it recovers by itself, or says what to do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from core.accounts import Account
from core.postgres import EmbeddedPostgres, programs
from core.postgres.refusals import (
    PostgresDidNotStart,
    PostgresFolderInUse,
    PostgresVersionDiffers,
    refusal_for,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that has been stopped."""
    folder = tmp_path_factory.mktemp("server") / "postgres"
    with running(folder):
        return folder


@contextmanager
def running(folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder, durable=False)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def answers(server: EmbeddedPostgres) -> bool:
    with closing(psycopg.connect(server.url("postgres"))) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_a_second_start_joins_and_does_not_stop_what_it_joined(folder: Path) -> None:
    with running(folder) as first:
        with running(folder) as second:
            assert second.process is None
            assert answers(second)
        assert answers(first)


def test_a_pid_file_that_now_names_a_stranger_does_not_matter(folder: Path) -> None:
    (folder / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder / 'data'}\n")
    with running(folder) as server:
        assert answers(server)


def test_half_a_cluster_is_swept_away(folder: Path) -> None:
    unfinished = folder / "data.newabc"
    (unfinished / "base").mkdir(parents=True)
    with running(folder):
        assert not unfinished.exists()


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    with running(tmp_path / ("x" * 110)) as server:
        assert answers(server)


def test_a_cluster_of_another_version_is_left_alone(folder: Path) -> None:
    version = folder / "data" / "PG_VERSION"
    version.write_text("17\n")
    try:
        with pytest.raises(PostgresVersionDiffers, match="made by PostgreSQL 17"), running(folder):
            pass
    finally:
        version.write_text(f"{programs.MAJOR}\n")
    with running(folder) as server:
        assert answers(server)


def test_a_server_started_by_hand_in_our_folder_is_not_disturbed(folder: Path) -> None:
    by_hand = programs.start(
        "postgres",
        ["-D", str(folder / "data"), "-k", str(folder / "socket"), "-h", ""],
        account=Account.for_server(folder / "data"),
        output=subprocess.DEVNULL,
        folder=folder,
    )
    try:
        wait_until_ready(folder)
        with pytest.raises(PostgresFolderInUse), running(folder):
            pass
        assert answers(EmbeddedPostgres(folder))
    finally:
        by_hand.send_signal(signal.SIGINT)
        by_hand.wait()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("FATAL: could not write: No space left on device", "postgres_disk_full"),
        ("initdb: error: Read-only file system", "postgres_folder_not_writable"),
        ("FATAL: pre-existing shared memory block is still in use", "postgres_folder_in_use"),
        ("FATAL: something else", "postgres_did_not_start"),
        ("", "postgres_did_not_start"),
    ],
)
def test_what_the_server_says_becomes_what_to_do(said: str, code: str) -> None:
    assert refusal_for(said, Path("/data"), "anna").code == code


def test_the_last_fatal_line_is_the_reason() -> None:
    said = "LOG: starting\nFATAL: no such locale\nLOG: database system is shut down\n"
    refusal = refusal_for(said, Path("/data"), "anna")
    assert isinstance(refusal, PostgresDidNotStart)
    assert "FATAL: no such locale" in refusal.sentence


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("a file")
    with pytest.raises(PostgresDidNotStart, match="File exists"), running(tmp_path / "postgres"):
        pass


START = """
import sys, time
from pathlib import Path
from core.postgres import EmbeddedPostgres

server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
server.start()
print("ready", flush=True)
time.sleep(60)
"""


def test_it_does_not_outlive_a_parent_that_was_killed(folder: Path) -> None:
    command = [sys.executable, "-c", START, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:  # noqa: S603 -- as above
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        parent.kill()
    with running(folder) as server:
        assert server.process is not None  # it did not join: the other one had gone
        assert answers(server)


def wait_until_ready(folder: Path) -> None:
    pid_file = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + 10
    while not (pid_file.exists() and "ready" in pid_file.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
