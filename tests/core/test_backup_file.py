"""A backup's file: whole or not there at all, and any byte that was changed is noticed."""

import errno
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.backup_file import (
    BackupDamaged,
    BackupDiskFull,
    BackupExists,
    Manifest,
    Reading,
    name_at,
    opened,
    remove_all_but,
    written_whole,
)
from tests.builders import NOW

PARTS = {"database.dump": b"d" * 1500, "files/ab": b"", "checkpoints.txt": b"c" * 512}


def a_manifest(**others: object) -> Manifest:
    return Manifest(
        made_at=NOW.isoformat(),
        program="1",
        revision="0030",
        tables={"event": 3},
        key_check="",
        **others,  # type: ignore[arg-type]
    )


def write(path: Path) -> None:
    with written_whole(path) as file:
        for name, content in PARTS.items():
            file.add(name, [content[:7], content[7:]])
        file.add("files/other", [b"what its name does not say"])
        file.take_back("files/other")
        file.finish(a_manifest(absent=["ef"]))


def checked(path: Path) -> Reading:
    with opened(path) as found:
        found.check()
        return found


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "one.tar"
    write(path)
    assert [one.name for one in path.parent.iterdir()] == ["one.tar"]
    assert path.stat().st_mode & 0o077 == 0
    with opened(path) as found:
        found.check()
        assert {name: b"".join(found.read(name)) for name in PARTS} == PARTS
        assert found.manifest.parts.keys() == PARTS.keys()
        assert (found.manifest.moment, found.manifest.absent) == (NOW, ["ef"])
    listed = subprocess.run(["tar", "-tf", path], capture_output=True, text=True, check=True)  # noqa: S603, S607 -- anybody's tar reads it
    assert listed.stdout.split() == [*PARTS, "manifest.json", "manifest.sha256"]
    with pytest.raises(BackupExists):
        write(path)


def test_one_changed_byte_anywhere_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "one.tar"
    write(path)
    sound = path.read_bytes()
    with opened(path) as found:
        first = {
            name: sound.index(b"".join(found.read(name)))
            for name in (*PARTS, "manifest.json", "manifest.sha256")
            if name != "files/ab"
        }
    names = [at - 512 for at in first.values()]
    for at in [*first.values(), *(at + 5 for at in first.values()), *names, 0]:
        changed = bytearray(sound)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises(BackupDamaged, match="nothing was restored"):
            checked(path)


@pytest.mark.parametrize("kept", [0, 100, 512, 2000, -1024 - 512, -1024 - 1024])
def test_half_a_backup_is_none(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "one.tar"
    write(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BackupDamaged):
        checked(path)
    with pytest.raises(BackupDamaged):
        checked(tmp_path / "none.tar")


def test_a_full_disk_leaves_nothing_half(tmp_path: Path) -> None:
    def runs_out() -> Iterator[bytes]:
        yield b"some"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(BackupDiskFull, match="--to"), written_whole(tmp_path / "one.tar") as file:
        file.add("database.dump", runs_out())
    assert not list(tmp_path.iterdir())


def test_a_backup_that_is_killed_has_no_name_and_goes_with_the_next(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from core.backup_file import *\n"
        "with written_whole(Path(sys.argv[1])) as file:\n"
        "    file.add('database.dump', [b'half'])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    path = tmp_path / "one.tar"
    ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False)  # noqa: S603 -- our own
    assert ended.returncode == -signal.SIGKILL
    [left] = tmp_path.iterdir()
    assert not left.name.endswith(".tar")
    write(path)
    assert list(tmp_path.iterdir()) == [path]


def test_only_our_own_oldest_backups_are_removed(tmp_path: Path) -> None:
    ours = [tmp_path / name_at(NOW.replace(day=day)) for day in (1, 2, 3)]
    others = [tmp_path / "bangvang-before-the-move.tar", tmp_path / "notes.txt"]
    for path in (*ours, *others):
        path.touch()
    assert remove_all_but(tmp_path, 2) == ours[:1]
    assert set(tmp_path.iterdir()) == {*ours[1:], *others}
