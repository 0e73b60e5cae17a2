"""Log files stay short while their processes write on."""

from pathlib import Path

from core.log_files import LogFolder


def test_the_last_line_is_what_was_said_last(tmp_path: Path) -> None:
    logs = LogFolder(tmp_path / "logs")
    with logs.open("web") as log:
        assert logs.last_line("web") == ""
        log.write("first\nthe reason: đĩa đầy\n\n".encode())
    assert logs.last_line("web") == "the reason: đĩa đầy"


def test_a_long_one_is_set_aside_and_written_on(tmp_path: Path) -> None:
    logs = LogFolder(tmp_path, largest=100)
    with logs.open("web") as log:
        log.write(b"x" * 101)
        log.flush()
        logs.shorten()
        log.write(b"after")
    assert (tmp_path / "web.log").read_bytes() == b"after"
    assert (tmp_path / "web.log.1").read_bytes() == b"x" * 101


def test_a_short_one_is_left_alone(tmp_path: Path) -> None:
    logs = LogFolder(tmp_path, largest=100)
    with logs.open("web") as log:
        log.write(b"x" * 100)
    logs.shorten()
    assert [path.name for path in tmp_path.iterdir()] == ["web.log"]


def test_one_that_cannot_be_copied_is_cut_all_the_same(tmp_path: Path) -> None:
    logs = LogFolder(tmp_path, largest=100)
    (tmp_path / "web.log").write_bytes(b"x" * 101)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "web.log.1").symlink_to(tmp_path / "elsewhere")
    logs.shorten()
    assert (tmp_path / "web.log").read_bytes() == b""
