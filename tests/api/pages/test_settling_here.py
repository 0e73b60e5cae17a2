"""The head of a body settles a dossier at its own authority, from its page and by the API."""

from sqlmodel import select

from core.database import transaction
from models.dossiers import Dossier
from models.enums import DossierState
from tests.api.desk import filed, seen_by, send
from tests.api.scene import Scene


def test_the_head_settles_it_here_and_each_dossier_leads_to_the_other(scene: Scene) -> None:
    dossier = filed(scene, "bk-ttg", name="Tạ Thị Ánh Dương")
    page, form = f"/dossiers/{dossier.code}", f"/dossiers/{dossier.code}/settlement"
    assert form not in seen_by(scene, "alice", page).text
    assert scene.client.get(form).status_code == 403
    assert form in seen_by(scene, "minister", page).text
    asked = scene.client.get(form).text
    assert ("Không thể hoàn tác" in asked, 'value="bk-bo"' in asked) == (True, True)
    assert ("Không thể hoàn tác" in asked, 'value="bk-ttg"' in asked) == (True, False)
    wrong = send(scene, form, {"award": "", "reason": "Đúng thẩm quyền của Bộ"})
    assert (wrong.status_code, "Đúng thẩm quyền của Bộ" in wrong.text) == (422, True)
    assert send(scene, form, {"award": "bk-bo", "reason": "x" * 4001}).status_code == 422
    assert send(scene, form, {"award": "bk-bo", "reason": " "}).status_code == 422

    done = send(scene, form, {"award": "bk-bo", "reason": "Đúng thẩm quyền của Bộ"})
    with transaction(scene.engine) as session:
        fresh = session.exec(select(Dossier).where(Dossier.settled_from_id == dossier.id)).one()
    assert (done.url.path, dossier.code in done.text) == (f"/dossiers/{fresh.code}", True)
    ended = seen_by(scene, "alice", page).text
    assert ("Đúng thẩm quyền của Bộ" in ended, fresh.code in ended) == (True, True)
    assert scene.stored(dossier).state is DossierState.SETTLED_HERE
    assert dossier.code in scene.client.get("/dossiers?state=settled_here").text
