"""The register of requests about personal data, as the secretariat and an administrator keep it."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from approvals.commands.attach import path_of
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.queries.dossiers import attachments_of
from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier
from models.personal_data import DataRequest
from tests.api.desk import as_, filed, seen_by, send
from tests.api.scene import Scene

NAME = "Kiều Thị Xuyến"
NEW = "/admin/requests/new"


@pytest.fixture
def dossier(scene: Scene) -> Dossier:
    """Withdrawn, with a file."""
    found = filed(scene, name=NAME)
    scene.with_file(found, "bang-khen.pdf")
    with transaction(scene.engine) as session:
        wish = Withdraw(dossier_id=found.id, person_id=scene.country["alice"].id)
        withdraw(session, wish, now=now())
    return found


def taken(scene: Scene, about: str, kind: str = "erasure", **others: str) -> str:
    """Registered by the secretariat; where it is."""
    as_(scene, "secretariat")
    fields = {"kind": kind, "about": about, "ground": "Điều 14", "received_on": today()}
    answer = send(scene, NEW, fields | others)
    return str(answer.url.path)


def today() -> str:
    return local_date(now()).isoformat()


def test_an_empty_register_says_what_it_is_for(scene: Scene) -> None:
    shown = seen_by(scene, "secretariat", "/admin/requests", lang="en")
    assert "Nobody has asked for anything" in shown.text
    assert NEW in shown.text


def test_an_erasure_from_the_letter_to_the_end(scene: Scene, dossier: Dossier) -> None:
    here = taken(scene, dossier.code.lower())
    listed = scene.client.get("/admin/requests", params={"lang": "en"}).text
    assert NAME in listed
    assert "An erasure" in listed
    assert "Người khác trả lời" in scene.client.get(here, params={"lang": "vi"}).text
    send(scene, f"{here}/response", {})
    send(scene, f"{here}/extension", {"reason": "Nhiều hồ sơ"})
    as_(scene, "administrator")
    assert "không lấy lại được" in scene.client.get(here).text
    with transaction(scene.engine) as session:
        request = session.exec(select(DataRequest)).one()
        assert request.responded_at is not None
        assert request.extended_at is not None
    done = send(scene, f"{here}/answer", {"fulfil": "yes", "answer": "Đã xoá theo yêu cầu."})
    assert done.status_code == 200
    assert "Đã thực hiện" in done.text
    assert NAME not in done.text
    ledger = (scene.settings.home / "erasures.ndjson").read_text().splitlines()
    assert str(dossier.nominee_id) in {json.loads(line)["nominee"] for line in ledger}
    assert NAME not in scene.client.get("/admin/requests").text
    assert "đã xoá ngày" in scene.client.get("/admin/requests").text


def test_the_files_go_with_it(scene: Scene, dossier: Dossier) -> None:
    with transaction(scene.engine) as session:
        (file,) = attachments_of(session, dossier.id)
    path = path_of(scene.settings.files_folder, file.sha256)
    assert path.exists()
    here = taken(scene, dossier.code)
    as_(scene, "administrator")
    send(scene, f"{here}/answer", {"fulfil": "yes"})
    assert not path.exists()


def test_whoever_registered_it_cannot_answer_it(scene: Scene, dossier: Dossier) -> None:
    here = taken(scene, dossier.code)
    refused = send(scene, f"{here}/answer", {"fulfil": "yes"})
    assert refused.status_code == 403
    assert NAME in seen_by(scene, "secretariat", f"/dossiers/{dossier.code}").text


def test_a_refusal_needs_its_reason_beside_the_field(scene: Scene, dossier: Dossier) -> None:
    here = taken(scene, dossier.code)
    as_(scene, "administrator")
    shown = send(scene, f"{here}/answer", {"fulfil": "no"})
    assert shown.status_code == 422
    assert 'id="answer-error"' in shown.text
    done = send(scene, f"{here}/answer", {"fulfil": "no", "answer": "Chưa rõ người yêu cầu."})
    assert "Chưa rõ người yêu cầu." in done.text


def test_what_stands_against_an_erasure_is_said(scene: Scene) -> None:
    dossier = filed(scene, name=NAME)
    here = taken(scene, dossier.code)
    as_(scene, "administrator")
    refused = send(scene, f"{here}/answer", {"fulfil": "yes", "answer": "Được"})
    assert refused.status_code == 409
    assert dossier.code in refused.text
    assert ">\nĐược</textarea>" in refused.text


def test_a_copy_is_downloaded(scene: Scene, dossier: Dossier) -> None:
    here = taken(scene, dossier.code, "copy")
    as_(scene, "administrator")
    answer = send(scene, f"{here}/copy", {})
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.json()["nominee"]["name"] == NAME


def test_what_is_late_is_marked(scene: Scene) -> None:
    received = local_date(now()) - timedelta(days=9)
    taken(scene, "dan@bangvang.example", "copy", received_on=received.isoformat())
    shown = scene.client.get("/admin/requests", params={"lang": "en"})
    assert "working days overdue" in shown.text
    assert "due--late" in shown.text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("about", "HS-2000-000001"),
        ("kind", "everything"),
        ("received_on", "hôm qua"),
        ("received_on", "2999-01-01"),
        ("ground", " "),
        ("ground", f"Của {NAME}"),
        ("ground", "x" * 4001),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    scene: Scene, dossier: Dossier, field: str, wrong: str
) -> None:
    as_(scene, "secretariat")
    fields = {"kind": "copy", "about": dossier.code, "ground": "Điều 9", "received_on": today()}
    shown = send(scene, NEW, fields | {field: wrong})
    assert shown.status_code == 422
    assert f'id="{field}-error"' in shown.text


@pytest.mark.parametrize("form", ["response", "extension", "answer", "copy"])
def test_a_form_that_is_not_ours_changes_nothing(scene: Scene, dossier: Dossier, form: str) -> None:
    here = taken(scene, dossier.code)
    as_(scene, "administrator")
    before = scene.dump()
    headers = scene.browser.headers
    refused = scene.client.post(f"{here}/{form}", data={"nonce": "x"}, headers=headers)
    assert refused.status_code == 403
    assert scene.dump() == before
