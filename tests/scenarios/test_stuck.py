"""Each cause for which a dossier is stuck: made to happen, seen, dealt with from the page, gone.

A cause without a story here, or in another `test_stuck_….py`, fails.
"""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from approvals.commands.count_flow import count_flow
from approvals.commands.survey import survey
from approvals.domain.why_stuck import CAUSES
from core.clock import now
from core.database import transaction
from core.engine_presence import SPACE, WORKER
from models.dossiers import Dossier
from models.enums import EventKind, Stage
from models.open_dossiers import UsualAge
from tests.api.desk import as_, filed, seen_by, send
from tests.api.scene import Scene
from tests.scenarios.stuck_desk import (
    ago,
    answer,
    council_votes,
    filed_at,
    gate_passed_at,
    kinds_of,
    line_of,
    press,
    returned_at,
    stuck_line,
    the_engine_serves,
)

pytestmark = pytest.mark.scenario


def test_every_cause_has_a_story() -> None:
    stories = {
        node.name
        for path in Path(__file__).parent.glob("test_stuck*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    untold = [
        cause.code
        for cause in CAUSES
        if not any(name.startswith(f"test_{cause.code}") for name in stories)
    ]
    assert untold == []


def test_engine_not_running_and_it_is_asked_to_look_again(scene: Scene) -> None:
    dossier = late_for_the_engine(scene)
    away = stuck_line(scene, dossier)
    assert "Hệ thống chưa xử lý tiếp hồ sơ" in away.why
    assert (away.offer, "Chờ bộ máy xử lý" in away.text) == ("", True)
    assert "bangvang worker" in scene.client.get("/stuck").text
    with scene.engine.connect() as worker:  # at work, but this one was put off
        worker.execute(text(f"SELECT pg_advisory_lock_shared({SPACE}, {WORKER})"))
        line = stuck_line(scene, dossier)
        assert "Hệ thống đang xem lại 1 hồ sơ." in press(scene, line).text
        assert kinds_of(scene, dossier, "secretariat") == [EventKind.RUN_REPAIRED]
        assert "Hệ thống đang xem lại 1 hồ sơ." in press(scene, line).text
        assert kinds_of(scene, dossier, "secretariat") == [EventKind.RUN_REPAIRED]
        the_engine_serves(scene)
        assert line_of(scene, dossier) is None
        assert "1 hồ sơ để lại" in press(scene, line).text
        worker.execute(text(f"SELECT pg_advisory_unlock_shared({SPACE}, {WORKER})"))
    page = seen_by(scene, "secretariat", f"/dossiers/{dossier.code}")
    assert "Đã yêu cầu hệ thống xem lại hồ sơ" in page.text


def test_waiting_for_unit_and_it_is_reminded_and_sends_it_again(scene: Scene) -> None:
    dossier = filed_at(scene, ago(days=4))
    returned_at(scene, dossier, ago(days=3))
    line = stuck_line(scene, dossier)
    assert "Nhắc đơn vị" in line.text
    assert "Thư nhắc được gửi cho 1 hồ sơ." in press(scene, line).text
    mail = scene.newest_mail("alice")
    assert dossier.code in mail.text
    as_(scene, "alice")
    supplement = {"note": "Đã bổ sung", "position": "Trưởng phòng", "achievements": "Đủ"}
    assert send(scene, f"/dossiers/{dossier.code}/resubmit", supplement).status_code == 200
    the_engine_serves(scene)
    assert line_of(scene, dossier) is None


def test_quorum_short_and_those_who_have_not_voted_are_reminded(scene: Scene) -> None:
    dossier = filed_at(scene, ago(days=60))
    line = stuck_line(scene, dossier)
    assert "thiếu" in line.why
    press(scene, line)
    assert EventKind.REVIEWER_REMINDED in kinds_of(scene, dossier, "secretariat")
    council_votes(scene)
    assert line_of(scene, dossier) is None


def test_past_due_and_the_signatory_is_reminded(scene: Scene) -> None:
    dossier = filed_at(scene, ago(days=70))
    gate_passed_at(scene, dossier, ago(days=60))
    line = stuck_line(scene, dossier)
    assert (line.offer, "hạn" in line.why) == (f"remind:{dossier.code}", True)
    press(scene, line)
    assert "nhắc" in scene.newest_mail("minister").subject.lower()
    answer(scene, "minister")
    assert line_of(scene, dossier) is None


@pytest.fixture
def usual(scene: Scene) -> Scene:
    """Of twenty dossiers the council took a tenth of a day, two tenths … two days to decide."""
    for tenths in range(1, 21):
        dossier = filed_at(scene, ago(days=30), number=f"{tenths}/TTr-BTP")
        returned_at(scene, dossier, ago(days=30 - tenths / 10))
    with transaction(scene.engine) as session:
        count_flow(session)
        survey(session, now=now())
    return scene


def test_longer_than_95_and_those_above_are_told(usual: Scene) -> None:
    dossier = filed_at(usual, ago(days=3), number="109/TTr-BTP")
    line = stuck_line(usual, dossier)
    assert "95" in line.why
    assert "Đã báo lãnh đạo về 1 hồ sơ." in press(usual, line).text
    assert kinds_of(usual, dossier, "secretariat") == [EventKind.GATE_ESCALATED]
    assert dossier.code in usual.newest_mail("minister").subject
    as_(usual, "secretariat")
    assert "1 hồ sơ để lại" in press(usual, line).text
    council_votes(usual)
    assert line_of(usual, dossier) is None


def test_longer_than_95_where_nobody_stands_above_reminds_those_asked(scene: Scene) -> None:
    """Before the minister, above whom there is nobody."""
    usually = timedelta(days=1)
    with transaction(scene.engine) as session:
        session.add(
            UsualAge(
                stage=Stage.FINAL_AUTHORITY,
                award_code="bk-bo",
                closed=20,
                in_50_percent=usually,
                in_85_percent=usually,
                in_95_percent=usually,
            )
        )
    dossier = filed_at(scene, ago(days=4))
    gate_passed_at(scene, dossier, ago(days=3))
    line = stuck_line(scene, dossier)
    assert line.offer == f"escalate:{dossier.code}"
    assert "Thư nhắc được gửi cho 1 hồ sơ." in press(scene, line).text
    assert kinds_of(scene, dossier, "secretariat") == [EventKind.REVIEWER_REMINDED]
    answer(scene, "minister")
    assert line_of(scene, dossier) is None


def test_longer_than_85_and_those_asked_are_reminded(usual: Scene) -> None:
    dossier = filed_at(usual, ago(days=1.8), number="109/TTr-BTP")
    line = stuck_line(usual, dossier)
    assert ("85" in line.why, line.offer) == (True, f"remind:{dossier.code}")
    press(usual, line)
    council_votes(usual)
    assert line_of(usual, dossier) is None


def late_for_the_engine(scene: Scene) -> Dossier:
    """Submitted an hour ago, and the engine did not look."""
    dossier = filed(scene, number="1/TTr-BTP")
    with transaction(scene.engine) as session:
        session.execute(text("UPDATE wake SET created_at = :then"), {"then": ago(hours=1)})
        session.execute(text("UPDATE open_dossier SET look_again_at = :now"), {"now": now()})
        session.execute(
            text("INSERT INTO changed_dossier (dossier_id) VALUES (:id)"), {"id": dossier.id}
        )
    return dossier
