"""Following a model up on screen: planned on the dossier's page, done, and listed."""

from datetime import timedelta

from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier
from tests.api.scene import Scene
from tests.builders import pass_gate


def test_a_model_is_planned_done_and_listed(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    shown = scene.sign_in("alice", to="/models")
    assert "Chưa theo dõi gương điển hình nào" in shown.text
    here, day = f"/dossiers/{dossier.code}", local_date(now())
    assert "Theo dõi gương điển hình" not in scene.browser.get(here).text
    with transaction(scene.engine) as session:
        pass_gate(session, session.get_one(Dossier, dossier.id), now=now())
    shown = scene.browser.get(here)
    seat = shown.text.split('name="seat"><option value="')[1].split('"')[0]
    plan = f"{here}/follow-up/found"
    assert scene.browser.send(shown, plan, seat=seat, due_on="").status_code == 422
    late = (day - timedelta(days=3)).isoformat()
    planned = scene.browser.send(shown, plan, seat=seat, due_on=late)
    assert "due--late" in scene.browser.get("/models").text
    done = scene.browser.send(planned, f"{plan}/done", done_on=day.isoformat())
    assert "Đã xong" in done.text
    assert "due--late" not in scene.browser.get("/models").text
