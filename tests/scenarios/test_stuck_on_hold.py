"""A dossier stands still while a complaint is verified, and its hold is released from the page."""

import pytest

from models.enums import EventKind
from tests.api.desk import as_, filed, passed, seen_by, send
from tests.api.scene import Scene
from tests.scenarios.stuck_desk import kinds_of, line_of, stuck_line, the_engine_serves

pytestmark = pytest.mark.scenario
WHY = {"document": "12/TB-TTr", "reason": "Có đơn tố cáo"}


def test_on_hold_and_it_is_released_and_goes_on(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    the_engine_serves(scene)
    here = f"/dossiers/{dossier.code}"
    asked = scene.mailed_to("minister")

    assert "Tạm dừng" in seen_by(scene, "minister", here).text  # the desk where it lies
    unclear = send(scene, f"{here}/holds", {"cause": "", **WHY})
    assert (unclear.status_code, "error" in unclear.text) == (422, True)
    missing = send(scene, f"{here}/holds", {"cause": "complaint", **WHY, "document": ""})
    assert "số văn bản làm căn cứ" in missing.text
    assert "Có đơn tố cáo" in missing.text
    done = send(scene, f"{here}/holds", {"cause": "complaint", **WHY, "stops": "yes"})
    assert (done.status_code, done.url.path) == (200, here)
    assert "xác minh khiếu nại, tố cáo, theo 12/TB-TTr" in done.text
    the_engine_serves(scene)

    line = stuck_line(scene, dossier)
    assert (line.why.startswith("Hồ sơ đang tạm dừng"), line.link) == (True, f"{here}/holds")
    assert "Tạm dừng từ" in seen_by(scene, "minister", "/inbox").text
    for name in ("member1", "minister"):  # who is asked, and who is not
        page = seen_by(scene, name, here).text
        assert ("Tạm dừng từ" in page, "12/TB-TTr" in page) == (True, name == "minister")
    task = scene.browser.get(asked.url).text
    assert ("Tạm dừng từ" in task, 'name="choice"' in task) == (True, False)
    for name in ("minister", "alice"):
        mail = scene.newest_mail(name)
        assert mail.subject.startswith("Tạm dừng: ")
        assert "tố cáo" not in mail.text

    shown = seen_by(scene, "secretariat", line.link).text
    where = shown.split('action="')[1:]
    [release] = [part.split('"')[0] for part in where if "/release" in part.split('"')[0]]
    refused = send(scene, release, {"outcome": "", "reason": "Không có vi phạm"})
    assert refused.status_code == 422
    send(scene, release, {"outcome": "cleared", "reason": "Không có vi phạm"})
    the_engine_serves(scene)
    assert line_of(scene, dossier) is None
    assert kinds_of(scene, dossier, "secretariat") == [EventKind.HOLD_RELEASED]
    assert scene.newest_mail("minister").subject.startswith("Hết tạm dừng: ")
    as_(scene, "minister")
    scene.browser.get(asked.url)
