"""Movements on screen: entered, answered by a list, summed up, and watched by the board."""

from datetime import timedelta

from core.clock import local_date, now
from tests.api.scene import Scene
from tests.builders import MINISTRY

TODAY = local_date(now())


def test_a_movement_is_entered_corrected_and_summed_up(scene: Scene) -> None:
    shown = scene.sign_in("alice", to="/movements")
    assert "Chưa ghi phong trào nào" in shown.text
    form = scene.browser.get("/movements/new")
    fields = {
        "name": "Chung sức vì người nghèo",
        "level": "ministry",
        "kind": "thematic",
        "launched_by": str(scene.country.bodies[MINISTRY].id),
    }
    refused = scene.browser.send(form, "/movements/new", **fields)
    assert refused.status_code == 422
    assert "Chung sức vì người nghèo" in refused.text
    launched = (TODAY - timedelta(days=40)).isoformat()
    due = (TODAY + timedelta(days=7)).isoformat()
    shown = scene.browser.send(
        refused, "/movements/new", **fields, starts_on=launched, half_term=due
    )
    assert "đã 40 ngày" in shown.text
    here = str(shown.url).partition("/movements/")[2]
    form = scene.browser.get(f"/movements/{here}/change")
    shown = scene.browser.send(form, f"/movements/{here}/change", theme="Không ai bị bỏ lại")
    assert "Không ai bị bỏ lại" in shown.text
    unrewarded = scene.browser.get("/movements?show=unrewarded").text
    assert "40 ngày chưa có" in unrewarded
    scene.client.cookies.clear()
    assert "Chung sức vì người nghèo" in scene.sign_in("secretariat", to="/matters").text
    page = scene.browser.get(f"/movements/{here}")
    address = f"/movements/{here}/summaries"
    assert scene.browser.send(page, address, held_on=TODAY.isoformat()).status_code == 422
    done = {
        "summary": "half_term",
        "held_on": TODAY.isoformat(),
        "results": "Quyên góp được 12 tỉ đồng",
    }
    assert "12 tỉ đồng" in scene.browser.send(page, address, **done).text
    assert "Chung sức vì người nghèo" not in scene.browser.get("/matters").text
