"""What waits for somebody, and deciding while signed in."""

from uuid import uuid4

import pytest
from httpx2 import Response

from core.database import transaction
from models.dossiers import Dossier
from models.enums import DossierState
from tests.api.browser import Form
from tests.api.scene import Scene
from tests.builders import active


def task_of(scene: Scene, dossier: Dossier, name: str) -> str:
    """Where somebody's task about a dossier is."""
    with transaction(scene.engine) as session:
        [found] = [
            assignment.id
            for assignment, person in active(session, dossier)
            if person.id == scene.country[name].id
        ]
    return f"/task/{found}"


def test_nothing_waits(scene: Scene) -> None:
    shown = scene.sign_in("minister")
    assert "Không có việc nào chờ Ông/Bà" in shown.text
    assert "Bộ Tư pháp" in shown.text


def test_what_waits_is_listed_for_whom_it_waits(scene: Scene) -> None:
    dossiers = [scene.at_the_minister(f"{number}/TTr-BTP") for number in (109, 110, 111)]
    shown = scene.sign_in("minister")
    assert "3 hồ sơ đang chờ" in shown.text
    assert [one.code in shown.text for one in dossiers] == [True, True, True]
    scene.client.cookies.clear()
    shown = scene.sign_in("dan")
    assert [one.code in shown.text for one in dossiers] == [False, False, False]


def test_deciding_needs_no_code(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    where = task_of(scene, dossier, "minister")
    scene.sign_in("minister")
    shown = scene.browser.get(where)
    form = Form(shown.text, f"{where}/decision")
    assert form.found
    assert "code" not in form.fields
    typed = {"choice": "return", "reason": "Thiếu xác nhận."}
    receipt = scene.browser.send(shown, f"{where}/decision", **typed)
    assert (receipt.status_code, receipt.url.path) == (200, where)
    assert "Thiếu xác nhận." in receipt.text
    assert "Bộ Tư pháp để bổ sung" in receipt.text
    assert scene.stored(dossier).state is DossierState.RETURNED
    assert "Không có việc nào chờ Ông/Bà" in scene.browser.get("/inbox").text


def test_what_is_missing_is_said(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    where = task_of(scene, dossier, "minister")
    scene.sign_in("minister")
    again = scene.browser.send(scene.browser.get(where), f"{where}/decision", choice="reject")
    assert again.status_code == 422
    assert 'href="#reason"' in again.text
    assert Form(again.text, f"{where}/decision").fields["choice"] == "reject"
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


@pytest.mark.parametrize("name", ["dan", "alice", "member1", "secretariat", "administrator"])
def test_nobody_opens_the_task_of_somebody_else(scene: Scene, name: str) -> None:
    dossier = scene.at_the_minister()
    file = scene.with_file(dossier, "Báo cáo.pdf")
    where = task_of(scene, dossier, "minister")
    scene.sign_in(name)
    own = Form(scene.browser.get("/inbox").text, "/sign-out").fields["nonce"]
    answers: list[Response] = [
        scene.browser.get(where),
        scene.browser.get(f"{where}/files/{file.id}"),
        scene.client.post(
            f"{where}/decision",
            data={"choice": "pass", "nonce": own},
            headers=scene.browser.headers,
        ),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not [answer for answer in answers if "Cao Thị Quỳnh" in answer.text]
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_the_own_task_gives_its_files(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    file = scene.with_file(dossier, "Báo cáo.pdf")
    where = task_of(scene, dossier, "minister")
    scene.sign_in("minister")
    assert f"{where}/files/{file.id}" in scene.browser.get(where).text
    assert scene.browser.get(f"{where}/files/{file.id}").content.startswith(b"%PDF-1.4")
    assert scene.browser.get(f"{where}/files/{uuid4()}").status_code == 404


@pytest.mark.parametrize(
    ("name", "desk"),
    [("secretariat", "/stuck"), ("alice", "/submissions"), ("minister", "/inbox")],
)
def test_the_start_page_leads_to_the_desk(scene: Scene, name: str, desk: str) -> None:
    scene.sign_in(name)
    response = scene.client.get("/", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, desk)


def test_the_start_page_leads_to_what_waits_first(scene: Scene) -> None:
    scene.filed()
    scene.sign_in("chair")
    response = scene.client.get("/", follow_redirects=False)
    assert response.headers["location"] == "/inbox"


def test_the_inbox_in_english(scene: Scene) -> None:
    scene.at_the_minister()
    scene.sign_in("minister")
    shown = scene.browser.get("/inbox?lang=en")
    for words in ("Waiting for you", "One dossier waits", "Nominated by", "Sign out"):
        assert words in shown.text
    assert "Waiting for you" in scene.browser.get("/inbox").text


def test_the_inbox_is_searched_without_diacritics_and_narrowed(scene: Scene) -> None:
    first = scene.at_the_minister("1/TTr-BTP", name="Nguyễn Văn Đức")
    second = scene.at_the_minister("2/TTr-BTP", name="Trần Thị Én")
    scene.sign_in("minister")
    by_name = scene.browser.get("/inbox?q=van duc").text
    assert (first.code in by_name, second.code in by_name) == (True, False)
    assert "1 trong 2 hồ sơ" in by_name
    by_list = scene.browser.get(f"/inbox?submission={second.submission_id}").text
    assert (first.code in by_list, second.code in by_list) == (False, True)
    by_award = scene.browser.get("/inbox?award=bk-ttg").text
    assert "Không có hồ sơ nào phù hợp đang chờ Ông/Bà" in by_award


def test_several_are_ticked_and_decided_together(scene: Scene) -> None:
    first = scene.at_the_minister("1/TTr-BTP", name="An")
    second = scene.at_the_minister("2/TTr-BTP", name="Bình")
    ticked = task_of(scene, first, "minister").removeprefix("/task/")
    shown = scene.sign_in("minister")
    assert f'name="one" value="{ticked}"' in shown.text
    assert 'href="/inbox/decide"' in shown.text  # all of it
    together = scene.browser.get(f"/inbox/decide?of=chosen&one={ticked}").text
    assert (">An<" in together, ">Bình<" in together) == (True, False)
    assert scene.stored(second).state is DossierState.UNDER_REVIEW
