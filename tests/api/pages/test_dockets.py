"""Sittings: called, filled, ordered, printed, and decided from."""

from datetime import timedelta
from uuid import uuid4

import pytest
from httpx2 import Response

from core.clock import local_date, now
from models.dossiers import Dossier
from models.enums import DossierState, EventKind
from tests.api.browser import Form
from tests.api.desk import as_, filed, history_of, many_filed, passed, seen_by
from tests.api.scene import Scene
from tests.builders import MINISTRY

NEXT_WEEK = (local_date(now()) + timedelta(days=7)).isoformat()


def call_a_sitting(scene: Scene, title: str = "Phiên họp quý IV") -> str:
    """As Alice; where the docket is."""
    as_(scene, "alice")
    shown = scene.browser.get("/dockets/new")
    body = str(scene.country.bodies[MINISTRY].id)
    typed = {"title": title, "sitting_on": NEXT_WEEK, "body": body}
    adding = scene.browser.send(shown, "/dockets/new", **typed)
    assert adding.status_code == 200, adding.text
    return adding.url.path.removesuffix("/add")


def add_all(scene: Scene, docket: str, search: str = "") -> Response:
    where = f"{docket}/add{search}"
    return scene.browser.send(scene.browser.get(where), where, which="all")


def press(scene: Scene, docket: str, verb: str, **which: str) -> Response:
    """One of the keeper's buttons on the page of a docket."""
    nonce = Form(scene.browser.get(docket).text, f"{docket}/remove").fields["nonce"]
    sent = which | {"nonce": nonce}
    return scene.client.post(f"{docket}/{verb}", data=sent, headers=scene.browser.headers)


def places(page: Response, *words: str) -> list[str]:
    """These words in the order in which they first stand on a page."""
    main = page.text.partition("<main")[2]
    return sorted((word for word in words if word in main), key=main.index)


def at_the_minister(scene: Scene, number: str, name: str) -> Dossier:
    dossier = filed(scene, number=number, name=name)
    passed(scene, dossier)
    return dossier


def test_a_sitting_is_called_and_filled_with_all_that_fits(scene: Scene) -> None:
    many_filed(scene, 3, number="1/TTr-BTP")
    filed(scene, "cstdtq", number="2/TTr-BTP", name="Cao Thị Quỳnh")
    docket = call_a_sitting(scene)
    offered = scene.browser.get(f"{docket}/add")
    assert "Thêm cả 4 hồ sơ" in offered.text
    shown = add_all(scene, docket, "?award=bk-bo")
    assert shown.url.path == docket
    assert "Phiên họp quý IV" in shown.text
    assert "3 hồ sơ" in shown.text
    assert "Cao Thị Quỳnh" not in shown.text
    assert "Phiên họp quý IV" in scene.browser.get("/dockets").text


def test_single_dossiers_are_ticked(scene: Scene) -> None:
    first, second = (
        filed(scene, number="1/TTr-BTP", name="An"),
        filed(scene, number="2/TTr-BTP", name="Bình"),
    )
    docket = call_a_sitting(scene)
    page = scene.browser.get(f"{docket}/add")
    shown = scene.browser.send(page, f"{docket}/add", which="ticked", code=second.code)
    assert places(shown, first.code, second.code) == [second.code]
    nothing = scene.browser.send(page, f"{docket}/add", which="ticked", code="")
    assert nothing.status_code == 409


def test_a_sitting_needs_a_name_and_a_day(scene: Scene) -> None:
    filed(scene)
    as_(scene, "alice")
    shown = scene.browser.get("/dockets/new")
    again = scene.browser.send(shown, "/dockets/new", title=" ", sitting_on="hôm nay")
    assert again.status_code == 422
    assert ('href="#title"' in again.text, 'href="#sitting_on"' in again.text) == (True, True)


def test_the_secretariat_says_whose_sitting_it_is(scene: Scene) -> None:
    at_the_minister(scene, "1/TTr-BTP", "An")
    filed(scene, "bk-ttg", number="2/TTr-BTP")
    as_(scene, "secretariat")
    shown = scene.browser.get("/dockets/new")
    assert "Bộ Tư pháp" in shown.text
    typed = {"title": "Phiên họp", "sitting_on": NEXT_WEEK, "body": str(uuid4())}
    refused = scene.browser.send(shown, "/dockets/new", **typed)
    assert refused.status_code == 404


def test_submissions_are_put_in_order_and_taken_off(scene: Scene) -> None:
    first = filed(scene, number="1/TTr-BTP", name="An")
    second = filed(scene, number="2/TTr-BTP", name="Bình")
    docket = call_a_sitting(scene)
    assert places(add_all(scene, docket), "An", "Bình") == ["An", "Bình"]
    moved = press(scene, docket, "move", earlier=str(second.submission_id))
    assert places(moved, first.code, second.code) == [second.code, first.code]
    moved = press(scene, docket, "move", later=str(second.submission_id))
    assert places(moved, first.code, second.code) == [first.code, second.code]
    left = press(scene, docket, "remove", code=first.code)
    assert places(left, first.code, second.code) == [second.code]
    assert places(press(scene, docket, "remove", submission=str(second.submission_id))) == []
    assert "Danh sách này chưa có hồ sơ" in scene.browser.get(docket).text


def test_a_sitting_is_put_off(scene: Scene) -> None:
    filed(scene)
    docket = call_a_sitting(scene)
    shown = scene.browser.get(f"{docket}/change")
    typed = {"title": "Phiên họp bù", "sitting_on": "2031-01-06"}
    changed = scene.browser.send(shown, f"{docket}/change", **typed)
    assert "Phiên họp bù" in changed.text
    assert "06/01/2031" in changed.text
    wrong = scene.browser.send(shown, f"{docket}/change", title="", sitting_on="")
    assert wrong.status_code == 422


@pytest.mark.parametrize("name", ["member1", "auditor"])
def test_members_read_the_agenda_without_the_keepers_tools(scene: Scene, name: str) -> None:
    filed(scene, name="Cao Thị Quỳnh")
    docket = call_a_sitting(scene)
    add_all(scene, docket)
    shown = seen_by(scene, name, docket)
    assert "Cao Thị Quỳnh" in shown.text
    assert f"{docket}/add" not in shown.text
    assert "Bỏ khỏi danh sách" not in shown.text
    assert seen_by(scene, name, f"{docket}/add").status_code == 403
    assert seen_by(scene, name, "/dockets").text.count(docket) == 1


def test_a_docket_is_not_there_for_others(scene: Scene) -> None:
    filed(scene, name="Cao Thị Quỳnh")
    docket = call_a_sitting(scene)
    add_all(scene, docket)
    for where in (
        docket,
        f"{docket}/add",
        f"{docket}/change",
        f"/inbox/decide?docket={docket[9:]}",
    ):
        answer = seen_by(scene, "dan", where)
        assert answer.status_code == 404
        assert "Cao Thị Quỳnh" not in answer.text
    assert docket not in seen_by(scene, "dan", "/dockets").text


def test_a_member_decides_the_docket_from_its_page_in_its_order(scene: Scene) -> None:
    dossiers = [
        at_the_minister(scene, f"{number}/TTr-BTP", name)
        for number, name in enumerate(("An", "Bình", "Chi"), 1)
    ]
    elsewhere = at_the_minister(scene, "4/TTr-BTP", "Dũng")
    docket = call_a_sitting(scene)
    for dossier in (dossiers[2], dossiers[0], dossiers[1]):
        page = scene.browser.get(f"{docket}/add")
        scene.browser.send(page, f"{docket}/add", which="ticked", code=dossier.code)
    shown = seen_by(scene, "minister", docket)
    where = f"/inbox/decide?docket={docket.rpartition('/')[2]}"
    assert f'href="{where}"' in shown.text
    assert "Cho ý kiến 3 hồ sơ đang chờ Ông/Bà" in shown.text
    form = scene.browser.get(where)
    assert places(form, ">An<", ">Bình<", ">Chi<", ">Dũng<") == [">Chi<", ">An<", ">Bình<"]
    summary = scene.browser.send(form, "/inbox/decide", step="check", choice="pass")
    assert "Phiên họp quý IV" in summary.text
    done = scene.browser.send(summary, "/inbox/decide", step="send")
    assert "Đã ghi nhận 3 ý kiến" in done.text
    assert f'href="{docket}"' in done.text
    assert {scene.stored(dossier).state for dossier in dossiers} == {DossierState.AWARDED}
    assert scene.stored(elsewhere).state is DossierState.UNDER_REVIEW
    kinds = {
        entry.facts["via"]
        for entry in history_of(scene, dossiers[0])
        if entry.kind is EventKind.ASSIGNMENT_DECIDED
        and entry.actor_id == scene.country["minister"].id
    }
    assert kinds == {"docket"}
    after = scene.browser.get(docket)
    assert "tất cả đã có kết quả" in after.text
    assert where not in after.text


def test_the_inbox_is_narrowed_to_a_docket(scene: Scene) -> None:
    first = at_the_minister(scene, "1/TTr-BTP", "An")
    second = at_the_minister(scene, "2/TTr-BTP", "Bình")
    docket = call_a_sitting(scene)
    page = scene.browser.get(f"{docket}/add")
    scene.browser.send(page, f"{docket}/add", which="ticked", code=first.code)
    inbox = seen_by(scene, "minister", "/inbox")
    assert "Phiên họp quý IV (1)" in inbox.text
    narrowed = scene.browser.get(f"/inbox?docket={docket.rpartition('/')[2]}")
    assert places(narrowed, first.code, second.code) == [first.code]
    assert "1 trong 2 hồ sơ" in narrowed.text
