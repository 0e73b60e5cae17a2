"""Scores and the inspection round on screen: set, scored, appraised, closed; planned and held."""

from datetime import timedelta

import pytest

from core.clock import local_date, now
from core.database import transaction
from tests.api.pages.test_bloc_year import seen_by
from tests.api.scene import Scene
from tests.bloc_year import INSPECTORATE, with_inspector
from tests.builders import BLOC, MINISTRY

TODAY = local_date(now())
YEAR = f"/blocs/{BLOC}/{TODAY.year}"
LATER = (TODAY + timedelta(days=30)).isoformat()


@pytest.fixture(autouse=True)
def inspector(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        with_inspector(session, scene.country)


def test_members_score_themselves_and_the_head_appraises(scene: Scene) -> None:
    shown = seen_by(scene, "inspector", to=f"{YEAR}/scores")
    assert "Năm này chưa đặt tiêu chí" in shown.text
    form = scene.browser.get(f"{YEAR}/scores/criteria")
    days = {"self_scored_by": LATER, "appraised_by": LATER}
    refused = scene.browser.send(form, f"{YEAR}/scores/criteria", criteria="Nhiệm vụ", **days)
    assert refused.status_code == 422
    scene.browser.send(refused, f"{YEAR}/scores/criteria", criteria="Nhiệm vụ: 60", **days)
    here = f"{YEAR}/scores/members/{MINISTRY}"
    shown = seen_by(scene, "alice", to=here)
    assert scene.browser.get(f"{YEAR}/scores/members/{INSPECTORATE}").status_code == 403
    wrong = scene.browser.send(shown, here, points="60,5")
    assert wrong.status_code == 422
    assert "cho điểm từ 0 đến 60" in wrong.text
    assert "Chưa tự chấm" not in scene.browser.send(wrong, here, points="59,5").text
    appraising = seen_by(scene, "inspector", to=here)
    unsaid = scene.browser.send(appraising, f"{here}/appraisal", points="50")
    assert unsaid.status_code == 422
    listed = scene.browser.send(unsaid, f"{here}/appraisal", points="50", note="Thiếu minh chứng")
    assert "-9,5" in listed.text
    assert "Chốt điểm" not in scene.browser.send(listed, f"{YEAR}/scores/close").text
    file = scene.browser.get(f"{YEAR}/scores.xlsx")
    assert file.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "Thiếu minh chứng" in seen_by(scene, "minister", to=here).text


def test_a_visit_is_planned_its_findings_entered_and_closed(scene: Scene) -> None:
    shown = seen_by(scene, "inspector", to=f"{YEAR}/visits")
    host, visitor = (str(scene.country.bodies[slug].id) for slug in (INSPECTORATE, MINISTRY))
    plan = {"host": host, "planned_on": (TODAY - timedelta(days=2)).isoformat()}
    itself = scene.browser.send(shown, f"{YEAR}/visits", **plan, visitor=host)
    assert itself.status_code == 422
    scene.browser.send(itself, f"{YEAR}/visits", **plan, visitor=visitor)
    assert "quá hạn: 1" in scene.browser.get(YEAR).text
    shown = seen_by(scene, "alice", to=f"{YEAR}/visits")
    visit = shown.text.split(f"{YEAR}/visits/")[1].split("/")[0]
    findings = f"{YEAR}/visits/{visit}/findings"
    held = {"held_on": TODAY.isoformat()}
    refused = scene.browser.send(shown, findings, **held, findings=" ")
    assert refused.status_code == 422
    assert (
        "Sổ sách đầy đủ"
        in scene.browser.send(refused, findings, **held, findings="Sổ sách đầy đủ").text
    )
    shown = seen_by(scene, "inspector", to=f"{YEAR}/visits")
    closed = scene.browser.send(
        shown, f"{YEAR}/visits/{visit}/close", conclusion="Không có kiến nghị"
    )
    assert "Không có kiến nghị" in closed.text
