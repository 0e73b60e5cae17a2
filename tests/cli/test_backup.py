"""`bangvang backup` into a folder: older ones go, and what is gone from disk is named."""

from pathlib import Path

from sqlalchemy import Engine, text

from approvals.commands.attach import Attach, attach, path_of
from approvals.queries import backing_up
from core.database import transaction
from migrations.run import head
from tests.builders import NOW, a_country, a_dossier
from tests.cli.conftest import Command


def test_a_folder_keeps_the_newest_and_a_file_that_is_gone_is_named(
    bangvang: Command, engine: Engine, tmp_path: Path
) -> None:
    with transaction(engine) as session:
        country = a_country(session)
        dossier = a_dossier(session, country)
        file = Attach(
            dossier_id=dossier.id,
            person_id=country["alice"].id,
            name="a.pdf",
            content=b"%PDF-1.7",
        )
        added = attach(session, file, folder=tmp_path / "files", limit_mb=1, now=NOW)
    backups = tmp_path / "far"
    backups.mkdir()
    (backups / "bangvang-20200101T000000Z.tar").touch()
    made = bangvang("backup", "--to", backups, "--keep", 1, "--json")
    assert (made.code, made.json["files"], made.json["absent"]) == (0, 1, [])
    assert made.json["removed"] == ["bangvang-20200101T000000Z.tar"]
    assert [str(one) for one in backups.iterdir()] == [made.json["file"]]
    assert b"secrets/" not in Path(made.json["file"]).read_bytes()

    path_of(tmp_path / "files", added.sha256).write_bytes(b"another")
    changed = bangvang("backup", "--to", tmp_path / "one.tar")
    assert (changed.code, added.sha256 in changed.out) == (1, True)
    assert (tmp_path / "one.tar").exists()
    refused = bangvang("backup", "--to", tmp_path / "two.tar", "--keep", 1)
    assert "keep_needs_folder" in refused.err


def test_nothing_begins_on_what_a_restore_left_half(bangvang: Command, engine: Engine) -> None:
    """The row that says where the migrations stand comes last."""
    with transaction(engine) as session:
        session.execute(text("DELETE FROM alembic_version"))
    try:
        assert "restore_unfinished" in bangvang("migrate").err
        assert "database_behind" in bangvang("mail", "in-doubt").err
    finally:
        with transaction(engine) as session:
            backing_up.put_at(session, head())
