"""`bangvang audit verify` and `export`: what an auditor types, and what it says."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from core.database import transaction
from models.tables import METADATA
from tests.builders import a_country, a_dossier
from tests.cli.conftest import Command
from tests.sealing import happen


@pytest.fixture
def code(engine: Engine) -> str:
    """A dossier in the record."""
    with transaction(engine) as session:
        return a_dossier(session, a_country(session)).code


@pytest.fixture
def mail(bangvang: Command, code: str, tmp_path: Path) -> Path:  # noqa: ARG001 -- there is something to seal
    """A checkpoint among words, as an auditor kept it; the end was not copied."""
    bangvang("audit", "seal")
    kept = tmp_path / "mail.txt"
    note = bangvang("audit", "checkpoints").out.rstrip("\n")
    kept.write_text(f"Kính gửi Ông/Bà,\n\n{note}", encoding="utf-8")
    return kept


Restore = Callable[[], None]


@contextmanager
def whoever_owns_the_database(engine: Engine) -> Iterator[Connection]:
    """The triggers do not stop them."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))
        yield connection
        for name in ("event_append_only", "event_no_truncate", "event_await_sealing"):
            connection.execute(text(f"ALTER TABLE event ENABLE ALWAYS TRIGGER {name}"))


def test_a_whole_record_holds(bangvang: Command, mail: Path) -> None:
    answer = bangvang("audit", "verify", "--since", str(mail), "--files")
    assert (answer.code, answer.err) == (0, "")
    first, *counted = answer.out.splitlines()
    assert first == "✓ Everything holds."
    assert "  checkpoints               1" in counted
    said = bangvang("audit", "verify", "--json").json
    assert (said["holds"], said["breaks"]) == (True, [])
    assert said["checked"]["events"] == said["checked"]["sealed"] > 0
    assert said["checked"]["signed"] == 1


def test_the_first_break_is_named_and_it_ends_with_one(
    bangvang: Command, engine: Engine, mail: Path, code: str
) -> None:
    with whoever_owns_the_database(engine) as connection:
        changed = "UPDATE event SET body = set_byte(body, 9, 48) WHERE kind = 'dossier.submitted'"
        assert connection.execute(text(changed)).rowcount == 1
        connection.execute(text("UPDATE dossier SET round = 2"))
    answer = bangvang("audit", "verify", "--since", str(mail))
    first, *others = answer.out.splitlines()
    assert answer.code == 1
    assert first == f"✗ event_bytes: {code} #1: The stored bytes are not those that were hashed."
    assert any(line.endswith("; the first one is named first.") for line in others)
    limited = bangvang("audit", "verify", "--limit", "1")
    assert limited.out.splitlines()[:2] == [
        first,
        "Breaks so far: 1; there may be more (--limit).",
    ]
    said = bangvang("audit", "verify", "--json")
    assert (said.code, said.json["holds"]) == (1, False)
    assert (said.json["breaks"][0]["kind"], said.json["breaks"][0]["seq"]) == ("event_bytes", 1)


@pytest.fixture
def restore(bangvang: Command, engine: Engine, code: str, tmp_path: Path) -> Iterator[Restore]:
    """Brings back a backup of now: the tables, and the files of checkpoints."""
    assert bangvang("audit", "seal").code == 0, code
    tables = [f'"{table.name}"' for table in METADATA.sorted_tables]
    published = {file: file.read_bytes() for file in (tmp_path / "checkpoints").iterdir()}
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA backup")
        for table in tables:
            connection.exec_driver_sql(f"CREATE TABLE backup.{table} AS TABLE {table}")

    def bring_back() -> None:
        with whoever_owns_the_database(engine) as connection:
            for table in tables:
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 -- our own names
                copied = f"INSERT INTO {table} SELECT * FROM backup.{table}"  # noqa: S608 -- likewise
                connection.exec_driver_sql(copied)
        for file, content in published.items():
            file.write_bytes(content)

    yield bring_back
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA backup CASCADE")


def test_an_older_backup_is_told_by_a_mail_from_after_it(
    bangvang: Command, engine: Engine, restore: Restore, tmp_path: Path
) -> None:
    """Within it nothing is wrong: all that it is held against is as old."""
    happen(engine)
    bangvang("audit", "seal")
    mail = tmp_path / "mail.txt"
    mail.write_text(bangvang("audit", "checkpoints").out, encoding="utf-8")
    restore()
    assert bangvang("audit", "verify").code == 0
    answer = bangvang("audit", "verify", "--since", str(mail))
    assert answer.code == 1
    assert "an older backup was restored, or history was rewritten" in answer.out


@pytest.mark.parametrize("content", [None, "Kính gửi Ông/Bà,\n"])
def test_what_is_no_checkpoint_is_refused(
    bangvang: Command, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "kept.txt"
    if content:
        file.write_text(content, encoding="utf-8")
    answer = bangvang("audit", "verify", "--since", str(file))
    assert answer.code == 1
    assert "no_checkpoint_in_file" in answer.err


def test_what_is_handed_over_checks_itself(
    bangvang: Command, code: str, mail: Path, tmp_path: Path
) -> None:
    file, check = tmp_path / "handed over.zip", tmp_path / "verify.py"
    said = bangvang("audit", "export", code, "-o", str(file), "--since", str(mail), "--json").json
    assert said == {"code": code, "file": str(file), "bytes": file.stat().st_size}
    [key] = bangvang("audit", "keys").out.splitlines()
    unpacked = [sys.executable, "-m", "zipfile", "-e", str(file), str(tmp_path)]
    subprocess.run(unpacked, check=True)  # noqa: S603 -- our own file
    checked = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-I", str(check), str(file), "--key", key, "--checkpoint", str(mail)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert code in checked.stdout
