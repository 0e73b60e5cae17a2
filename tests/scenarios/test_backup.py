"""Everything is lost but a backup: what it had is back, what came after is said to be lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text
from sqlmodel import select

from api.app import create_app
from approvals.queries import gates
from cli.main import main
from core.clock import now
from core.database import connect, transaction
from core.settings import Settings
from models.dossiers import Dossier
from models.enums import MessageState
from models.gates import Assignment
from models.mail import LocalMail, Message
from notifications import announcing
from notifications.delivery import deliver, due_message_ids
from notifications.mailers import mailer_for
from tests.api.clients import a_client, started
from tests.api.ending import UNKNOWN
from tests.api.scene import Scene
from tests.conftest import url_of

# What a restore itself adds to: mail is in doubt, and the journal says so.
TOUCHED = {"message", "event", "journal", "unsealed"}
Command = Callable[..., int]


@pytest.fixture
def bangvang(monkeypatch: pytest.MonkeyPatch) -> Command:
    def run(settings: Settings, *words: object) -> int:
        assert settings.database_url is not None
        monkeypatch.setenv("BANGVANG_DATABASE_URL", settings.database_url.get_secret_value())
        monkeypatch.setenv("BANGVANG_HOME", str(settings.home))
        try:
            main([str(word) for word in words])
        except SystemExit as ended:
            return int(ended.code or 0)
        return 0

    return run


@pytest.fixture
def elsewhere(maintenance: Engine, tmp_path: Path) -> Iterator[Settings]:
    """A place where there is nothing yet."""
    name = f"test_{uuid4().hex[:12]}"
    yield Settings(home=tmp_path / "elsewhere", database_url=SecretStr(url_of(name)))
    with maintenance.connect() as connection:
        for database in (name, f"{name}_engine"):
            connection.execute(text(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)"))


@contextmanager
def running(settings: Settings, before: Scene) -> Iterator[Scene]:
    """The web on what was restored, and a browser that knows nothing."""
    assert settings.database_url is not None
    engine, app = connect(settings.database_url.get_secret_value()), create_app(settings)
    with started(app):
        client = a_client(app, settings.base_url, headers={"Accept-Language": "vi"})
        yield Scene(client=client, engine=engine, settings=settings, country=before.country)
    engine.dispose()


def waiting(scene: Scene) -> set[str]:
    with transaction(scene.engine) as session:
        found = select(Message.id).where(Message.state == MessageState.QUEUED)
        return {str(one) for one in session.exec(found)}


def everything_leaves(scene: Scene) -> list[str]:
    """As the worker sends it, until tomorrow; the ids of what was sent."""
    mailer, tomorrow = mailer_for(scene.settings, scene.engine), now() + timedelta(days=1)
    with transaction(scene.engine) as session:
        due = due_message_ids(session, tomorrow)
        before = set(session.exec(select(LocalMail.id)).all())
    for message_id in due:
        deliver(scene.engine, scene.settings, message_id, mailer=mailer, now=lambda: tomorrow)
    with transaction(scene.engine) as session:
        return [str(m.message_id) for m in session.exec(select(LocalMail)) if m.id not in before]


def a_newer_link(scene: Scene, dossier: Dossier) -> str:
    """Mailed when the backup was already made."""
    with transaction(scene.engine) as session:
        gate = gates.open_gate(session, dossier.id)
        assert gate is not None
        asked = session.exec(select(Assignment).where(Assignment.gate_id == gate.id)).one()
        announcing.new_link(session, asked.id, now=now())
    return scene.mailed_to("minister").token


def test_all_is_lost_but_a_backup(  # noqa: PLR0915 -- one story
    scene: Scene,
    bangvang: Command,
    elsewhere: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dossier = scene.at_the_minister()
    evidence = scene.with_file(dossier, "Giải trình.pdf")
    scene.announce(dossier.id)
    old = scene.mailed_to("minister").token
    everything_leaves(scene)
    scene.filed(number="110/TTr-BTP")
    assert bangvang(scene.settings, "audit", "seal") == 0
    then, unsent = scene.dump(), waiting(scene)
    assert unsent
    saved = tmp_path / "saved" / "one.tar"
    assert bangvang(scene.settings, "backup", "--to", saved, "--with-secrets") == 0
    assert "1 files" in capsys.readouterr().out

    # Life goes on, and is lost.
    assert set(everything_leaves(scene)) >= unsent
    newer = a_newer_link(scene, dossier)
    assert scene.browser.get(f"/r/{newer}").status_code == 200
    scene.filed(number="111/TTr-BTP")
    assert bangvang(scene.settings, "audit", "seal") == 0
    mailed = tmp_path / "mailed.txt"
    mailed.write_bytes((scene.settings.home / "checkpoints" / "log.txt").read_bytes())

    # Not from a damaged file; then, with what left the machine.
    damaged = tmp_path / "damaged.tar"
    content = bytearray(saved.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    assert bangvang(elsewhere, "restore", damaged) == 1
    assert bangvang(elsewhere, "restore", saved, "--checkpoint", mailed) == 0
    said = capsys.readouterr()
    assert "backup_damaged" in said.err
    assert "Everything in it holds" in said.out
    assert f"{len(unsent)} mails are in doubt" in said.out
    assert "are lost" in said.out

    with running(elsewhere, scene) as again:
        now_there = again.dump()
        for table in then.keys() - TOUCHED:
            assert now_there[table] == then[table], table
        assert len(now_there["message"]) == len(then["message"])
        assert "record.restored" in str(set(now_there["event"]) - set(then["event"]))

        assert everything_leaves(again) == []  # nothing a second time
        assert again.browser.get(f"/r/{old}").status_code == 200
        files = again.settings.files_folder
        assert (files / evidence.sha256[:2] / evidence.sha256[2:]).exists()
        lost = again.browser.get(f"/r/{newer}")
        assert lost.status_code == 404
        assert "khôi phục" in lost.text
        unknown = again.browser.get(f"/r/{UNKNOWN}")
        assert len(unknown.content) == len(lost.content)  # outsiders learn nothing of a link

        assert bangvang(elsewhere, "audit", "seal") == 1  # nothing that contradicts the mail
        assert "log_older" in capsys.readouterr().err
        by = scene.country["administrator"].email
        begin = ("audit", "begin-new-log", "--ground", "Khôi phục", "--by", by)
        assert bangvang(elsewhere, *begin) == 0
        assert bangvang(elsewhere, "audit", "verify", "--files") == 0

        capsys.readouterr()
        assert bangvang(elsewhere, "mail", "in-doubt") == 0
        assert str(len(unsent)) in capsys.readouterr().out
        assert bangvang(elsewhere, "mail", "send", "--dry-run") == 0
        assert everything_leaves(again) == []
        assert bangvang(elsewhere, "mail", "send") == 0
        assert set(everything_leaves(again)) == unsent

    assert bangvang(elsewhere, "restore", saved) == 1
    assert "place_not_empty" in capsys.readouterr().err
