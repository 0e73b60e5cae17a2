"""Absence on the pages: naming who acts, acting, and coming back."""

from datetime import timedelta
from html import unescape

import pytest

from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Office
from tests.api.browser import Form
from tests.api.desk import as_, filed, passed, seen_by, send
from tests.api.scene import Scene
from tests.builders import MINISTRY, a_person_in, active

TODAY = local_date(now())
DAYS = {"starts_on": f"{TODAY}", "ends_on": f"{TODAY + timedelta(days=4)}"}


@pytest.fixture
def deputy(scene: Scene) -> str:
    """Whoever acts for the minister; their id."""
    with transaction(scene.engine) as session:
        person = a_person_in(
            session, scene.country, "deputy", "Mai Văn Rạng", MINISTRY, Office.SECRETARY
        )
        return str(person.id)


def at_the_minister(scene: Scene) -> tuple[Dossier, str]:
    dossier = filed(scene)
    passed(scene, dossier)
    with transaction(scene.engine) as session:
        ((assignment, _),) = active(session, session.get_one(Dossier, dossier.id))
    return dossier, f"/task/{assignment.id}"


def test_somebody_names_who_acts_for_them_who_then_decides(scene: Scene, deputy: str) -> None:
    dossier, task = at_the_minister(scene)
    as_(scene, "minister")
    assert f'value="{deputy}"' in scene.client.get("/cover/new").text
    answer = send(scene, "/cover/new", {"acting_id": deputy, **DAYS})
    assert (answer.status_code, answer.url.path) == (200, "/cover")
    assert "Mai Văn Rạng" in answer.text
    inbox = seen_by(scene, "deputy", "/inbox").text
    assert task in inbox
    shown = scene.client.get(task).text
    assert "thay Phạm Quang Cường" in shown
    assert "Mai Văn Rạng" in seen_by(scene, "minister", task).text
    as_(scene, "deputy")
    form = scene.browser.get(task)
    scene.browser.send(form, f"{task}/decision", choice="pass")
    receipt = scene.client.get(task).text
    assert "Mai Văn Rạng thay Phạm Quang Cường" in receipt
    assert (
        "Mai Văn Rạng thay Phạm Quang Cường"
        in seen_by(scene, "secretariat", f"/dossiers/{dossier.code}").text
    )


def test_a_cover_is_ended_and_the_task_is_its_holders_alone(scene: Scene, deputy: str) -> None:
    _, task = at_the_minister(scene)
    as_(scene, "minister")
    listed = send(scene, "/cover/new", {"acting_id": deputy, **DAYS}).text
    where = listed.partition('action="/cover/')[2].partition('"')[0]
    assert seen_by(scene, "deputy", task).status_code == 200
    as_(scene, "deputy")
    assert send(scene, f"/cover/{where}", {}).status_code == 404
    as_(scene, "minister")
    assert "Mai Văn Rạng" not in send(scene, f"/cover/{where}", {}).text
    assert seen_by(scene, "deputy", task).status_code == 404


def test_the_secretariat_names_somebody_for_others(scene: Scene, deputy: str) -> None:
    as_(scene, "secretariat")
    person = scene.country["minister"].email
    assert "Phạm Quang Cường" in scene.client.get("/cover/new", params={"person": person}).text
    answer = send(scene, "/cover/new", {"person": person, "acting_id": deputy, **DAYS})
    assert (answer.status_code, "Mai Văn Rạng" in answer.text) == (200, True)
    assert seen_by(scene, "alice", "/cover/new", person=person).status_code == 403


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, ["acting_id", "starts_on"]),
        ({"acting_id": "x", **DAYS}, ["acting_id"]),
        (
            {"acting_id": "{deputy}", "starts_on": "2020-01-01", "ends_on": "2020-01-02"},
            ["starts_on"],
        ),
        ({"acting_id": "{deputy}", "starts_on": f"{TODAY}", "ends_on": "2020-01-02"}, ["ends_on"]),
        ({"acting_id": "{alone}", **DAYS}, ["acting_id"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(
    scene: Scene, deputy: str, typed: dict[str, str], fields: list[str]
) -> None:
    as_(scene, "minister")
    ids = {"deputy": deputy, "alone": str(scene.country["minister"].id)}
    answer = send(scene, "/cover/new", {name: text.format(**ids) for name, text in typed.items()})
    assert answer.status_code == 422
    names = ("acting_id", "starts_on", "ends_on")
    assert [name for name in names if f'id="{name}-error"' in answer.text] == fields


def test_stepping_back_says_what_follows_and_asks_another(scene: Scene) -> None:
    dossier, task = at_the_minister(scene)
    with transaction(scene.engine) as session:
        a_person_in(session, scene.country, "second", "Võ Thị Sen", MINISTRY, Office.HEAD)
    as_(scene, "minister")
    assert f"{task}/recuse" in scene.client.get(task).text
    assert "Bộ Tư pháp" in scene.client.get(f"{task}/recuse").text
    assert 'id="reason-error"' in send(scene, f"{task}/recuse", {"reason": " "}).text
    answer = send(scene, f"{task}/recuse", {"reason": "Người được đề nghị là em ruột"})
    assert answer.url.path == f"/dossiers/{dossier.code}"
    assert "Đang chờ: Võ Thị Sen" in answer.text
    assert "Người được đề nghị là em ruột" in answer.text


def test_a_council_is_told_what_one_member_less_does(scene: Scene) -> None:
    dossier = filed(scene)  # 51 % of five members
    with transaction(scene.engine) as session:
        (one, who), *_ = active(session, session.get_one(Dossier, dossier.id))
    task = f"/task/{one.id}"
    name = next(key for key, person in scene.country.people.items() if person.id == who.id)
    as_(scene, name)
    assert "5 thành viên: cần 3 phiếu đồng ý" in scene.client.get(task).text
    told = "5 thành viên, trong đó 1 người không tham gia nhưng vẫn được tính: cần 3 phiếu đồng ý"
    assert told in scene.client.get(f"{task}/recuse").text
    assert told in send(scene, f"{task}/recuse", {"reason": "Là người thân"}).text


def test_whoever_would_end_it_by_stepping_back_is_told_so(scene: Scene) -> None:
    dossier = filed(scene, "cstdtq")  # 90 % of five members: all of them
    with transaction(scene.engine) as session:
        (one, who), *_ = active(session, session.get_one(Dossier, dossier.id))
    name = next(key for key, person in scene.country.people.items() if person.id == who.id)
    assert "không thể được thông qua" in seen_by(scene, name, f"/task/{one.id}/recuse").text


def test_that_nobody_acts_yet_is_said_and_settled_by_naming_somebody(
    scene: Scene, deputy: str
) -> None:
    as_(scene, "minister")
    assert 'value="nobody"' in scene.client.get("/cover/new").text
    listed = send(scene, "/cover/new", {"acting_id": "nobody", **DAYS})
    assert listed.url.path == "/cover"
    assert "Vắng mặt, chưa có ai thay" in listed.text
    assert "Phạm Quang Cường" in seen_by(scene, "secretariat", "/cover").text
    assert "Phạm Quang Cường" not in seen_by(scene, "bloc_head", "/cover").text
    as_(scene, "minister")
    address = unescape(listed.text.partition('href="/cover/new?')[2].partition('"')[0])
    form = Form(scene.client.get(f"/cover/new?{address}").text, "/cover/new")
    assert {name: form.fields[name] for name in DAYS} == DAYS
    named = send(scene, "/cover/new", {"acting_id": deputy, **DAYS})
    assert "Mai Văn Rạng" in named.text
    assert "chưa có ai thay" not in named.text


def test_whoever_is_back_says_so(scene: Scene) -> None:
    as_(scene, "minister")
    listed = send(scene, "/cover/new", {"acting_id": "nobody", **DAYS}).text
    back = "/cover/absences/" + listed.partition('action="/cover/absences/')[2].partition('"')[0]
    as_(scene, "alice")
    assert send(scene, back, {}).status_code == 404
    as_(scene, "minister")
    assert "chưa có ai thay" not in send(scene, back, {}).text


def test_days_that_are_wrong_are_said_where_nobody_acts_too(scene: Scene) -> None:
    as_(scene, "minister")
    for days in ({}, {"starts_on": "2020-01-01", "ends_on": "2020-01-02"}):
        answer = send(scene, "/cover/new", {"acting_id": "nobody", **days})
        assert answer.status_code == 422
        assert "Ngày cuối vắng mặt phải từ hôm nay trở đi" in answer.text
        assert '<option value="nobody" selected>' in answer.text
