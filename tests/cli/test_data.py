"""`bangvang data`: requests are taken, answered by another, and what is erased stays erased."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from approvals.commands.withdraw import Withdraw, withdraw
from core.clock import local_date, now
from core.database import transaction
from tests.builders import a_country, a_dossier
from tests.cli.conftest import Command

TAKES, ANSWERS = "secretariat@bangvang.example", "administrator@bangvang.example"
NAME = "Kiều Thị Xuyến"


@pytest.fixture
def code(engine: Engine) -> str:
    """Of a dossier that was withdrawn."""
    with transaction(engine) as session:
        country = a_country(session, today=local_date(now()))
        dossier = a_dossier(session, country, name=NAME, now=now() - timedelta(days=1))
        wish = Withdraw(dossier_id=dossier.id, person_id=country["alice"].id)
        withdraw(session, wish, now=now())
        return dossier.code


def request(bangvang: Command, kind: str, about: str) -> dict[str, object]:
    words = ("data", "request", kind, about, "--ground", "Điều 14", "--by", TAKES, "--json")
    found: dict[str, object] = bangvang(*words).json
    return found


def test_an_erasure_goes_from_the_register_to_the_ledger(
    bangvang: Command, code: str, tmp_path: Path
) -> None:
    assert bangvang("data", "list").out == "Nobody has asked for anything.\n"
    taken = request(bangvang, "erasure", code)
    assert (taken["about"], taken["state"], taken["late"]) == (code, "open", False)
    for step in (("respond",), ("extend", "--reason", "Nhiều hồ sơ")):
        assert bangvang("data", step[0], taken["id"], *step[1:], "--by", TAKES).code == 0
    fulfil = ("data", "fulfil", str(taken["id"]), "--by")
    assert bangvang(*fulfil, TAKES, "--json").json["code"] == "another_must_approve"
    assert bangvang(*fulfil, ANSWERS, "--dry-run").code == 0
    assert not (tmp_path / "erasures.ndjson").exists()
    assert bangvang(*fulfil, ANSWERS).out == "It is fulfilled.\n"
    assert json.loads((tmp_path / "erasures.ndjson").read_text())["request"] == taken["id"]
    (line,) = bangvang("data", "list", "--json").json
    assert (line["state"], line["responded"], line["extended"]) == ("fulfilled", True, True)
    assert bangvang("data", "list", "--open-only", "--json").json == []
    done = bangvang("data", "reapply", "--json").json
    assert done == {"reapplied": 0, "noted": 0, "files_deleted": 0}
    (row,) = bangvang("dossier", "list", "--json").json
    assert NAME not in str(row)


def test_a_copy_is_written_and_a_request_refused(
    bangvang: Command, code: str, tmp_path: Path
) -> None:
    copy = request(bangvang, "copy", code)
    file = tmp_path / "copy.json"
    assert bangvang("data", "copy", copy["id"], str(file), "--by", ANSWERS).code == 0
    kept = json.loads(file.read_text())
    assert (kept["nominee"]["name"], kept["dossier"]["code"]) == (NAME, code)
    assert kept["history"][0]["texts"]["name"] == NAME
    account = request(bangvang, "copy", "dan@bangvang.example")
    assert bangvang("data", "copy", account["id"], str(file), "--by", ANSWERS).code == 0
    assert json.loads(file.read_text())["person"]["email"] == "dan@bangvang.example"
    refuse = ("data", "refuse", str(account["id"]), "--by", ANSWERS, "--answer", "Không đủ căn cứ")
    assert bangvang(*refuse, "--json").json["state"] == "refused"


@pytest.mark.parametrize(
    ("about", "by", "refused"),
    [
        ("HS-2000-000001", TAKES, "about_one_needed"),
        ("nobody@bangvang.example", TAKES, "about_one_needed"),
        ("dan@bangvang.example", "nobody@bangvang.example", "person_not_found"),
        ("dan@bangvang.example", "dan@bangvang.example", "not_allowed_here"),
    ],
)
@pytest.mark.usefixtures("code")
def test_what_cannot_be_done_is_refused_with_a_code(
    bangvang: Command, about: str, by: str, refused: str
) -> None:
    words = ("data", "request", "copy", about, "--ground", "Điều 14", "--by", by, "--json")
    answer = bangvang(*words)
    assert (answer.code, answer.json["code"]) == (1, refused)


def test_a_request_that_is_not_there(bangvang: Command, code: str) -> None:
    assert code
    nobody = "01890000-0000-7000-8000-000000000000"
    for words in (
        ("respond", nobody),
        ("extend", nobody, "--reason", "x"),
        ("fulfil", nobody),
        ("refuse", nobody, "--answer", "x"),
    ):
        answer = bangvang("data", *words, "--by", ANSWERS, "--json")
        assert (answer.code, answer.json["code"]) == (1, "request_not_found")
