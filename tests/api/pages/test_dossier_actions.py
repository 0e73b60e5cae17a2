"""Sending again, withdrawing, handing over: the page says what happens, the database shows it."""

import pytest
from httpx2 import Response

from core.database import transaction
from core.ids import uuid7
from models.bodies import Person
from models.dossiers import Dossier, Nominee
from models.enums import AssignmentState, Choice, DossierState, EventKind, Office
from models.gates import Assignment
from tests.api.browser import Form
from tests.api.desk import as_, filed, history_of, passed, returned, seen_by, send
from tests.api.scene import Scene
from tests.builders import BOARD, a_person_in, active, decide_as

_SUPPLEMENT = {
    "position": "Trưởng phòng",
    "achievements": "Thêm sáng kiến\r\ncấp Bộ",
    "note": "Đã nộp xác nhận thuế",
}


def test_a_returned_dossier_is_supplemented_and_sent_again(scene: Scene) -> None:
    dossier = filed(scene)
    returned(scene, dossier)
    shown = seen_by(scene, "alice", f"/dossiers/{dossier.code}/resubmit")
    assert "Thiếu xác nhận thuế" in shown.text
    typed = Form(shown.text, f"/dossiers/{dossier.code}/resubmit").fields
    assert typed["position"] == "Chuyên viên, Vụ Pháp luật"
    assert typed["achievements"] == "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục."
    answer = send(scene, f"/dossiers/{dossier.code}/resubmit", _SUPPLEMENT)
    assert (answer.status_code, answer.url.path) == (200, f"/dossiers/{dossier.code}")
    assert "Đã nộp xác nhận thuế" in answer.text
    stored = scene.stored(dossier)
    assert (stored.state, stored.round) == (DossierState.UNDER_REVIEW, 2)
    assert stored.achievements == "Thêm sáng kiến\ncấp Bộ"
    with transaction(scene.engine) as session:
        assert session.get_one(Nominee, stored.nominee_id).position == "Trưởng phòng"
    kinds = [entry.kind for entry in history_of(scene, dossier)]
    assert kinds[-2:] == [EventKind.DOSSIER_RESUBMITTED, EventKind.GATE_OPENED]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"note": "  "}, "note"),
        ({"note": "x" * 4001}, "note"),
        ({"position": "x" * 301}, "position"),
        ({"achievements": "x" * 10_001}, "achievements"),
        ({"nonce": "stale"}, ""),
    ],
)
def test_what_was_typed_is_kept_when_it_is_refused(
    scene: Scene, wrong: dict[str, str], field: str
) -> None:
    dossier = filed(scene)
    returned(scene, dossier)
    as_(scene, "alice")
    before = scene.dump()
    answer = send(scene, f"/dossiers/{dossier.code}/resubmit", _SUPPLEMENT | wrong)
    assert answer.status_code == (422 if field else 403)
    assert 'id="errors"' in answer.text
    assert (f'id="{field}-error"' in answer.text) == bool(field)
    typed = Form(answer.text, f"/dossiers/{dossier.code}/resubmit").fields
    expected = {k: v.strip().replace("\r", "") for k, v in (_SUPPLEMENT | wrong).items()}
    assert typed["achievements"] == expected["achievements"]
    assert scene.dump() == before


def test_a_dossier_under_review_cannot_be_sent_again(scene: Scene) -> None:
    dossier = filed(scene)
    here = f"/dossiers/{dossier.code}/resubmit"
    assert seen_by(scene, "alice", here).status_code == 409
    before = scene.dump()
    assert send(scene, here, _SUPPLEMENT).status_code == 409
    assert scene.dump() == before


def test_a_dossier_is_withdrawn_only_after_a_page_that_says_what_that_means(scene: Scene) -> None:
    dossier = filed(scene)
    here = f"/dossiers/{dossier.code}/withdraw"
    before = scene.dump()
    assert "Không thể hoàn tác" in seen_by(scene, "alice", here).text
    assert {**scene.dump(), "staff_session": []} == {**before, "staff_session": []}
    assert send(scene, here, {"reason": " "}).status_code == 422
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW
    answer = send(scene, here, {"reason": "Nghỉ hưu từ tháng sau"})
    assert (answer.status_code, answer.url.path) == (200, f"/dossiers/{dossier.code}")
    assert "Nghỉ hưu từ tháng sau" in answer.text
    assert scene.stored(dossier).state is DossierState.WITHDRAWN
    last = history_of(scene, dossier)[-1]
    assert (last.kind, last.texts) == (
        EventKind.DOSSIER_WITHDRAWN,
        {"reason": "Nghỉ hưu từ tháng sau"},
    )
    assert send(scene, here, {"reason": "Lần nữa"}).status_code == 409


@pytest.mark.parametrize(("name", "status"), [("dan", 404), ("secretariat", 403), ("member1", 403)])
@pytest.mark.parametrize("action", ["withdraw", "resubmit"])
def test_others_neither_withdraw_nor_send_again(
    scene: Scene, name: str, status: int, action: str
) -> None:
    dossier = filed(scene)
    returned(scene, dossier)
    as_(scene, name)
    here = f"/dossiers/{dossier.code}/{action}"
    before = scene.dump()
    assert scene.client.get(here).status_code == status
    assert send(scene, here, _SUPPLEMENT | {"reason": "x"}).status_code == status
    assert scene.dump() == before


def at_the_board(scene: Scene) -> tuple[Dossier, Assignment, Person]:
    """A dossier before the board's appraiser, who has a colleague."""
    dossier = filed(scene, "cstdtq")
    passed(scene, dossier)
    with transaction(scene.engine) as session:
        colleague = a_person_in(
            session, scene.country, "colleague", "Tạ Thị Quyên", BOARD, Office.APPRAISER
        )
        (assignment, _), *_ = active(session, session.get_one(Dossier, dossier.id))
    return dossier, assignment, colleague


def hand_over(scene: Scene, dossier: Dossier, assignment: Assignment, **typed: object) -> Response:
    here = f"/dossiers/{dossier.code}/assignments/{assignment.id}/reassign"
    return send(scene, here, {name: str(value) for name, value in typed.items()})


def test_the_secretariat_hands_a_duty_over(scene: Scene) -> None:
    dossier, assignment, colleague = at_the_board(scene)
    here = f"/dossiers/{dossier.code}/assignments/{assignment.id}/reassign"
    assert here in seen_by(scene, "secretariat", f"/dossiers/{dossier.code}").text
    offered = scene.client.get(here).text
    assert str(colleague.id) in offered
    for absent in ("appraiser", "board_head", "auditor", "alice"):  # asked already, or not there
        assert f'value="{scene.country[absent].id}"' not in offered
    answer = hand_over(
        scene, dossier, assignment, to_person_id=colleague.id, reason="Nghỉ phép đến 30/11"
    )
    assert (answer.status_code, answer.url.path) == (200, f"/dossiers/{dossier.code}")
    assert "Đang chờ: Tạ Thị Quyên" in answer.text
    assert "việc của Đặng Thị Khánh được chuyển cho Tạ Thị Quyên" in answer.text
    assert scene.stored(assignment).state is AssignmentState.REPLACED
    last = history_of(scene, dossier)[-1]
    assert (last.kind, last.texts["reason"]) == (
        EventKind.ASSIGNMENT_REASSIGNED,
        "Nghỉ phép đến 30/11",
    )


def test_a_handover_needs_somebody_and_a_reason(scene: Scene) -> None:
    dossier, assignment, colleague = at_the_board(scene)
    as_(scene, "secretariat")
    before = scene.dump()
    for typed, fields in (
        ({}, ["to_person_id", "reason"]),
        ({"to_person_id": "x", "reason": "Nghỉ phép"}, ["to_person_id"]),
        ({"to_person_id": str(uuid7()), "reason": "Nghỉ phép"}, ["to_person_id"]),
        ({"to_person_id": str(scene.country["alice"].id), "reason": "x"}, ["to_person_id"]),
        ({"to_person_id": str(colleague.id), "reason": ""}, ["reason"]),
        ({"to_person_id": str(colleague.id), "reason": "x" * 4001}, ["reason"]),
    ):
        answer = hand_over(scene, dossier, assignment, **typed)
        assert answer.status_code in {403, 404, 422}
        assert [f for f in ("to_person_id", "reason") if f'id="{f}-error"' in answer.text] == fields
    assert scene.dump() == before


def test_a_bodys_own_secretary_hands_over_at_home_and_nowhere_else(scene: Scene) -> None:
    dossier = filed(scene)
    with transaction(scene.engine) as session:
        (at_home, _), *_ = active(session, session.get_one(Dossier, dossier.id))
    as_(scene, "alice")
    minister = scene.country["minister"].id
    answer = hand_over(scene, dossier, at_home, to_person_id=minister, reason="Đi công tác")
    assert answer.status_code == 200
    assert scene.stored(at_home).state is AssignmentState.REPLACED
    elsewhere, assignment, colleague = _elsewhere(scene)
    as_(scene, "alice")
    answer = hand_over(scene, elsewhere, assignment, to_person_id=colleague.id, reason="x")
    assert answer.status_code == 403
    assert scene.stored(assignment).state is AssignmentState.ACTIVE


def _elsewhere(scene: Scene) -> tuple[Dossier, Assignment, Person]:
    dossier = filed(scene, "cstdtq", number="2/TTr-BTP")
    passed(scene, dossier)
    with transaction(scene.engine) as session:
        (assignment, _), *_ = active(session, session.get_one(Dossier, dossier.id))
    return dossier, assignment, scene.country["board_head"]


@pytest.mark.parametrize(("name", "status"), [("dan", 404), ("auditor", 403), ("appraiser", 403)])
def test_others_hand_nothing_over(scene: Scene, name: str, status: int) -> None:
    dossier, assignment, colleague = at_the_board(scene)
    as_(scene, name)
    before = scene.dump()
    answer = hand_over(scene, dossier, assignment, to_person_id=colleague.id, reason="x")
    assert answer.status_code == status
    assert scene.dump() == before


def test_a_duty_that_is_done_cannot_be_handed_over(scene: Scene) -> None:
    dossier, assignment, colleague = at_the_board(scene)
    with transaction(scene.engine) as session:
        decide_as(session, session.get_one(Dossier, dossier.id), Choice.PASS)
    as_(scene, "secretariat")
    answer = hand_over(scene, dossier, assignment, to_person_id=colleague.id, reason="x")
    assert answer.status_code == 404
    assert scene.stored(assignment).state is AssignmentState.DECIDED
