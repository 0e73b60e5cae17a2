"""A full disk: said clearly, nothing saved is lost, and room is all it takes to go on."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from core.postgres import EmbeddedPostgres
from core.postgres.refusals import PostgresDiskFull

Resize = Callable[[str], None]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Resize]]:
    """A disk of its own and how to give it another size; needs the right to mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or not _mount(disk, "size=16m"):
        pytest.skip("mounting a small disk needs root")
    try:
        yield disk, lambda size: _resize(disk, size)
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607 -- as above


def _mount(disk: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    if shutil.which("mount") is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def _resize(disk: Path, size: str) -> None:
    assert _mount(disk, f"remount,size={size}")


def test_no_room_for_a_cluster_is_said_and_leaves_nothing(small_disk: tuple[Path, Resize]) -> None:
    disk, resize = small_disk
    server = EmbeddedPostgres(disk / "postgres")
    with pytest.raises(PostgresDiskFull, match="make room and start again"):
        server.start()
    assert not [path for path in (disk / "postgres").iterdir() if path.name.startswith("data")]
    resize("200m")
    server.start()
    server.stop()


def test_what_was_saved_before_the_disk_filled_is_there(small_disk: tuple[Path, Resize]) -> None:
    disk, resize = small_disk
    resize("80m")
    server = EmbeddedPostgres(disk / "postgres")
    server.start()
    try:
        saved = _save_until_full(server)
        assert saved > 0
        resize("200m")
        server.stop()
        server.start()
        with psycopg.connect(server.url("postgres")) as connection:
            found = connection.execute("SELECT count(*) FROM page").fetchone()
        # The last one may be there although its sender was not told so.
        assert found in {(saved,), (saved + 1,)}
    finally:
        server.stop()


def _save_until_full(server: EmbeddedPostgres) -> int:
    """How many rows were answered with success, until one was not."""
    saved = 0
    try:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE TABLE page (number int, body text)")
            connection.execute("ALTER TABLE page ALTER body SET STORAGE EXTERNAL")
            while True:
                connection.execute("INSERT INTO page VALUES (%s, repeat('x', 1000000))", [saved])
                saved += 1
    except psycopg.OperationalError:
        return saved
