"""Written opinions, envelopes and minutes, as the secretary and the members meet them."""

import io

from httpx2 import Response
from pypdf import PdfReader

from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import AssignmentState
from models.gates import Assignment
from tests.api.desk import as_, filed, passed, seen_by, send
from tests.api.scene import Scene
from tests.builders import active, decide_as, the_gate

OPEN, SECRET = "bk-bo", "bk-ttg"


def duty_of(scene: Scene, dossier: Dossier, name: str) -> Assignment:
    with transaction(scene.engine) as session:
        asked = active(session, dossier)
    return next(duty for duty, person in asked if person.id == scene.country[name].id)


def sheet_of(scene: Scene, dossier: Dossier, name: str) -> tuple[str, Assignment]:
    """Where a member's written opinion is entered."""
    duty = duty_of(scene, dossier, name)
    return f"/dossiers/{dossier.code}/assignments/{duty.id}/opinion", duty


def enter(
    scene: Scene, address: str, file: tuple[str, bytes] | None = None, **typed: str
) -> Response:
    as_(scene, "alice")
    return send(scene, address, {"dated_on": local_date(now()).isoformat(), **typed}, file)


def vote(scene: Scene, dossier: Dossier, *names: str) -> None:
    with transaction(scene.engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        for name in names:
            decide_as(session, stored, person_id=scene.country[name].id, now=now())


def test_the_secretary_enters_an_opinion_and_the_member_strikes_it(scene: Scene) -> None:
    dossier = filed(scene, OPEN)
    address, duty = sheet_of(scene, dossier, "member1")
    assert address in seen_by(scene, "alice", f"/dossiers/{dossier.code}").text
    form = scene.client.get(address)
    assert "Nhập ý kiến bằng văn bản của Lê Thị Hội 1" in form.text
    paper = ("phieu.pdf", b"%PDF-1.7 phieu")
    shown = enter(scene, address, paper, choice="reject", reason="Chưa đủ")
    assert "Ý kiến bằng văn bản, Nguyễn Thị An nhập" in shown.text
    assert scene.stored(duty).state is AssignmentState.DECIDED
    assert scene.client.get(f"{address}/scan").content == paper[1]

    own = seen_by(scene, "member1", address)
    assert "Nguyễn Thị An" in own.text
    assert "Không tán thành" in own.text
    assert "Không tán thành" not in seen_by(scene, "chair", address).text
    as_(scene, "member1")
    empty = send(scene, f"{address}/objection", {"reason": ""})
    assert empty.status_code == 422
    onward = send(scene, f"{address}/objection", {"reason": "Tôi không viết"})
    assert onward.url.path == f"/task/{duty_of(scene, dossier, 'member1').id}"
    assert scene.stored(duty).state is AssignmentState.UNDONE


def test_what_is_missing_is_asked_for_beside_its_field(scene: Scene) -> None:
    dossier = filed(scene, OPEN)
    address, duty = sheet_of(scene, dossier, "member1")
    shown = enter(scene, address, choice="", reason="Giữ lại")
    assert shown.status_code == 422
    assert 'href="#choice"' in shown.text
    assert "Giữ lại" in shown.text
    assert 'href="#dated_on"' in enter(scene, address, choice="pass", dated_on="ngày mai").text
    assert scene.stored(duty).state is AssignmentState.ACTIVE


def test_others_neither_see_nor_enter_opinions(scene: Scene) -> None:
    dossier = filed(scene, OPEN)
    address, _ = sheet_of(scene, dossier, "member1")
    expected = {"dan": 404, "member2": 404, "member1": 403, "chair": 403, "secretariat": 200}
    assert {name: seen_by(scene, name, address).status_code for name in expected} == expected
    enter(scene, address, choice="pass")
    expected = {"dan": 404, "member2": 404, "member1": 200, "chair": 200, "auditor": 200}
    assert {name: seen_by(scene, name, address).status_code for name in expected} == expected


def test_envelopes_are_counted_when_all_others_have_voted(scene: Scene) -> None:
    dossier = filed(scene, SECRET)
    here, count = f"/dossiers/{dossier.code}", f"/dossiers/{dossier.code}/envelopes"
    assert seen_by(scene, "alice", count).status_code == 409
    address, _ = sheet_of(scene, dossier, "member1")
    assert 'name="choice"' not in scene.client.get(address).text
    assert count in enter(scene, address).text
    assert 'name="in_favour"' not in scene.client.get(count).text
    vote(scene, dossier, "chair", "member2", "member3", "member4")
    assert "Những người khác đã bỏ phiếu" in seen_by(scene, "alice", here).text
    wrong = send(scene, count, {"in_favour": "hai", "against": "0"})
    assert (wrong.status_code, 'href="#in_favour"' in wrong.text) == (422, True)
    assert send(scene, count, {"in_favour": "1", "against": "1"}).status_code == 422
    done = send(scene, count, {"in_favour": "1", "against": "0"})
    assert (done.status_code, done.url.path) == (200, here)
    with transaction(scene.engine) as session:
        assert the_gate(session, dossier).key == "central_board:1"


def test_minutes_are_reached_from_the_dossier(scene: Scene) -> None:
    dossier = filed(scene, OPEN)
    address = f"/dossiers/{dossier.code}/minutes/unit:1"
    assert "bản dự thảo" in seen_by(scene, "alice", f"/dossiers/{dossier.code}").text
    assert address not in seen_by(scene, "member1", f"/dossiers/{dossier.code}").text
    passed(scene, dossier)
    assert address in seen_by(scene, "member1", f"/dossiers/{dossier.code}").text
    paper = scene.client.get(address)
    assert paper.headers["Content-Type"] == "application/pdf"
    assert "Bi%C3%AAn%20b%E1%BA%A3n" in paper.headers["Content-Disposition"]
    assert "BIÊN BẢN" in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
