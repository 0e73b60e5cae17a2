"""An award is taken back from the dossier's page: proposed, decided by its head, returned."""

from core.clock import local_date
from models.enums import DossierState
from tests.api.desk import as_, filed, passed, seen_by, send
from tests.api.scene import Scene


def test_an_award_is_taken_back_from_its_page(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    passed(scene, dossier)
    here = f"/dossiers/{dossier.code}"
    shown = seen_by(scene, "alice", here).text
    assert ("Đề nghị thu hồi khen thưởng" in shown, "Khen thưởng đã bị thu hồi" in shown) == (
        True,
        False,
    )
    typed = {
        "ground": "false_achievements",
        "conclusion_number": "45/KL-TTr",
        "concluded_on": "2024-01-05",
        "reason": "Sáng kiến là của người khác",
    }
    assert scene.client.get(f"{here}/revocation").status_code == 200
    wrong = send(scene, f"{here}/revocation", typed | {"ground": "", "concluded_on": ""})
    assert (wrong.status_code, "Sáng kiến là của người khác" in wrong.text) == (422, True)
    laid = send(scene, f"{here}/revocation", typed)
    assert (laid.status_code, laid.url.path) == (200, here)
    assert "Lẽ ra phải đề nghị trước ngày 12/01/2024." in laid.text

    inbox = seen_by(scene, "minister", "/inbox").text
    assert f"{here}/revocation/decision" in inbox
    assert "kê khai gian dối thành tích" in scene.client.get(f"{here}/revocation/decision").text
    answer = f"{here}/revocation/decision"
    assert send(scene, answer, {"answer": ""}).status_code == 422
    assert send(scene, answer, {"answer": "revoke"}).status_code == 422
    done = send(scene, answer, {"answer": "revoke", "decision_number": "77/QĐ-BTP"})
    assert "Khen thưởng đã bị thu hồi" in done.text
    assert scene.stored(dossier).state is DossierState.REVOKED

    as_(scene, "alice")
    assert "Hiện vật và tiền thưởng chưa được nộp lại." in scene.client.get(here).text
    assert scene.client.get(f"{here}/revocation/recovery").status_code == 200
    back = f"{here}/revocation/recovery"
    assert send(scene, back, {"recovered_on": "2020-01-01"}).status_code == 422
    today = scene.stored(dossier).closed_at
    assert today is not None
    send(scene, back, {"recovered_on": f"{local_date(today)}"})
    assert "đã nộp lại ngày" in scene.client.get(here).text
    found = scene.client.get("/dossiers?state=revoked").text
    assert (dossier.code in found, "Đã thu hồi" in found) == (True, True)
