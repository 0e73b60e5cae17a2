"""`bangvang audit`: sealed and signed here, or signed where the key lives."""

import io
from pathlib import Path

import pytest
from sqlalchemy import Engine

from approvals.history.note import PublicKey, Statement, opened
from approvals.queries import log
from core.database import transaction
from tests.builders import a_country, a_dossier
from tests.cli.conftest import Command

KEY_NAME = "127.0.0.1"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> "Typed":
    return Typed(monkeypatch)


class Typed:
    """What the next command reads from standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, text: str) -> None:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(text))


def happen(engine: Engine, number: str) -> None:
    with transaction(engine) as session:
        country = a_country(session)
        a_dossier(session, country, number=number)


def test_what_waits_is_sealed_signed_and_published(bangvang: Command, engine: Engine) -> None:
    happen(engine, "1/TTr")
    said = bangvang("audit", "seal", "--json").json
    assert said["published"] == 1
    assert said["events"] == said["checkpoint"]["size"] > 0
    [vkey] = bangvang("audit", "keys").out.splitlines()
    note = bangvang("audit", "checkpoints").out.removesuffix("\n")
    statement = opened(note, [PublicKey.parse(vkey)])
    assert statement.root.hex() == said["checkpoint"]["root"]
    assert bangvang("audit", "seal").out == "0 events sealed, 0 checkpoints published.\n"
    assert bangvang("audit", "checkpoints", "--unsigned").out == ""


def test_a_checkpoint_is_carried_to_the_key_and_back(
    bangvang: Command,
    engine: Engine,
    typed: Typed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, memory = str(tmp_path / "far" / "key"), str(tmp_path / "far" / "signed.txt")
    vkey = bangvang("audit", "new-key", key, "--name", KEY_NAME).out.strip()
    again = bangvang("audit", "new-key", key, "--name", KEY_NAME)
    assert (again.code, "key_file_exists" in again.err) == (1, True)
    monkeypatch.setenv("BANGVANG_SEAL_PUBLIC_KEY", vkey)
    happen(engine, "1/TTr")
    assert bangvang("audit", "seal", "--json").json["checkpoint"]["note"] is None
    asked = bangvang("audit", "checkpoints", "--unsigned").out
    with monkeypatch.context() as away:  # where the key lives there is no database
        away.delenv("BANGVANG_DATABASE_URL")
        away.setenv("BANGVANG_HOME", "/nowhere")
        away.setenv("BANGVANG_MODE", "production")
        typed(asked)
        note = bangvang("audit", "sign", key, "--memory", memory).out
        typed(asked)
        assert bangvang("audit", "sign", key, "--memory", memory).out == note
    assert opened(note, [PublicKey.parse(vkey)]).text == asked
    typed(note.replace(asked, asked.replace(KEY_NAME, "127.0.0.2")))
    assert "not_signed_by_us" in bangvang("audit", "accept").err
    typed(note)
    assert bangvang("audit", "accept", "--json").json["note"] == note
    assert bangvang("audit", "checkpoints").out == f"{note}\n"
    assert bangvang("audit", "checkpoints", "--unsigned").out == ""
    assert not (tmp_path / "seal.key").exists()


def test_the_key_does_not_contradict_what_it_signed(
    bangvang: Command, typed: Typed, tmp_path: Path
) -> None:
    key, memory = str(tmp_path / "key"), str(tmp_path / "signed.txt")
    bangvang("audit", "new-key", key, "--name", KEY_NAME)

    def sign(origin: str, size: int, root: bytes) -> str:
        typed(Statement(origin, size, root * 32).text)
        answer = bangvang("audit", "sign", key, "--memory", memory)
        return "signed" if answer.out else answer.err.rpartition("(")[2].strip(")\n")

    assert sign("a.example", 5, b"a") == "signed"
    assert sign("b.example", 9, b"b") == "signed"
    assert sign("a.example", 5, b"b") == "signed_otherwise"
    assert sign("a.example", 4, b"a") == "signed_otherwise"
    assert sign("a.example", 6, b"c") == "signed"
    assert sign("a.example", 5, b"a") == "signed_otherwise"
    typed("nothing\n")
    assert "no_checkpoint" in bangvang("audit", "sign", key).err


def test_a_log_that_cannot_go_on_begins_anew(bangvang: Command, engine: Engine) -> None:
    happen(engine, "1/TTr")
    bangvang("audit", "seal")
    begin = ("audit", "begin-new-log", "--ground", "Khôi phục bản sao lưu cũ", "--by")
    assert "person_not_found" in bangvang(*begin, "nobody@bangvang.example").err
    said = bangvang(*begin, "administrator@bangvang.example", "--json").json
    assert (said["log"], said["origin"]) == (2, f"{KEY_NAME}/2")
    with transaction(engine) as session:
        assert log.newest(session, signed=True) == log.checkpoint(session, 2, said["size"])
    assert bangvang("audit", "checkpoints").out.count(f"{KEY_NAME}/2\n") == 1
