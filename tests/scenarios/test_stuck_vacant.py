"""Nobody who may judge is asked: a seat is given from the page, or envelopes are opened."""

import pytest
from sqlmodel import select

from core.clock import local_date, now
from core.database import transaction
from models.bodies import Person, Seat
from models.dossiers import Dossier
from models.enums import DossierState, EventKind, Office
from models.mail import Message
from tests.api.desk import as_, filed, passed, seen_by, send
from tests.api.pages.test_minutes import SECRET, enter, sheet_of, vote
from tests.api.scene import Scene
from tests.builders import active
from tests.scenarios.stuck_desk import (
    answer,
    kinds_of,
    line_of,
    stuck_line,
    the_engine_serves,
)

pytestmark = pytest.mark.scenario


@pytest.fixture
def vacant(scene: Scene) -> Dossier:
    """The minister, who alone signs for the ministry, stepped back from it."""
    dossier = filed(scene)
    passed(scene, dossier)
    the_engine_serves(scene)
    with transaction(scene.engine) as session:
        [(duty, _)] = active(session, session.get_one(Dossier, dossier.id))
    as_(scene, "minister")
    send(scene, f"/task/{duty.id}/recuse", {"reason": "Người được đề nghị là em ruột"})
    the_engine_serves(scene)
    return dossier


def given(scene: Scene, dossier: Dossier, **typed: str) -> str:
    """An administrator fills in the form; what the dashboard then says."""
    fields = {"office": "head", "starts_on": local_date(now()).isoformat()} | typed
    as_(scene, "administrator")
    answer = send(scene, f"/dossiers/{dossier.code}/seat", fields)
    assert (answer.status_code, answer.url.path) == (200, "/stuck"), answer.text
    return answer.text


def the_seat(scene: Scene, name: str) -> Seat:
    with transaction(scene.engine) as session:
        return session.exec(
            select(Seat)
            .join(Person)
            .where(Person.name == name, Seat.office == Office.HEAD)
            .order_by("id")
        ).all()[-1]


def test_seat_vacant_and_an_administrator_gives_it(scene: Scene, vacant: Dossier) -> None:
    here = f"/dossiers/{vacant.code}/seat"
    line = stuck_line(scene, vacant)
    assert ("Không có ai được xét" in line.why or line.why != "", line.link) == (True, here)
    turned_to = seen_by(scene, "secretariat", here).text
    assert ("Hồ Thị Oanh" in turned_to, 'name="person_id"' in turned_to) == (True, False)
    shown = seen_by(scene, "administrator", here).text
    assert "Phạm Quang Cường đã xin không tham gia xét hồ sơ này." in shown
    assert "Nguyễn Thị An là người trình hoặc người được đề nghị." in shown
    found = scene.client.get(here, params={"q": "do van dan"}).text
    assert str(scene.country["dan"].id) in found
    notice = given(scene, vacant, person_id=str(scene.country["dan"].id))
    assert "Đỗ Văn Đan giữ chức vụ" in notice
    assert line_of(scene, vacant) is None
    assert EventKind.ASSIGNMENT_ACTIVATED in kinds_of(scene, vacant, "administrator")
    page = seen_by(scene, "secretariat", f"/dossiers/{vacant.code}").text
    assert "đã giao chức vụ còn khuyết" in page
    the_engine_serves(scene)
    answer(scene, "dan")
    assert scene.stored(vacant).state is DossierState.AWARDED


def test_a_seat_given_by_mistake_is_taken_back_and_given_anew(
    scene: Scene, vacant: Dossier
) -> None:
    dan = str(scene.country["dan"].id)
    given(scene, vacant, person_id=dan)
    the_engine_serves(scene)
    scene.newest_mail("dan")
    undo = f"/seats/{the_seat(scene, 'Đỗ Văn Đan').id}/undo"
    as_(scene, "administrator")
    assert "Đã thu hồi: Đỗ Văn Đan" in send(scene, undo, {}).text
    assert send(scene, undo, {}).status_code == 200
    assert stuck_line(scene, vacant).link.endswith("/seat")
    the_engine_serves(scene)
    with transaction(scene.engine) as session:
        templates = session.exec(select(Message.template).where(Message.dossier_id == vacant.id))
        assert "taken_back" in set(templates)
    scene.deliver("dan")  # so that the newest mail is the one that asks anew
    given(scene, vacant, person_id=dan)
    assert line_of(scene, vacant) is None
    the_engine_serves(scene)
    answer(scene, "dan")
    as_(scene, "administrator")
    assert send(scene, undo, {}).status_code == 409


def test_somebody_new_gets_the_seat_from_a_day_to_come(scene: Scene, vacant: Dossier) -> None:
    typed = {"person_id": "new", "name": " Lương  Thị Sen", "email": "Sen@botuphap.example"}
    notice = given(scene, vacant, **typed, starts_on="2099-01-05")
    assert "Lương Thị Sen" in notice
    assert "05/01/2099" in notice
    assert line_of(scene, vacant) is not None
    as_(scene, "administrator")
    here = f"/dossiers/{vacant.code}/seat"
    again = send(scene, here, {"office": "head", "starts_on": "2099-01-05", **typed})
    assert (again.status_code, "đã thuộc về người khác" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("administrator", 403, "Không ai tự giao chức vụ cho mình"),
        ("alice", 409, "là người trình hoặc người được đề nghị"),
        ("auditor", 409, "kiểm tra viên"),
        ("chair", 409, "đã xét hồ sơ này ở cấp trước"),
    ],
)
def test_who_may_not_judge_gets_no_seat(
    scene: Scene, vacant: Dossier, name: str, status: int, words: str
) -> None:
    as_(scene, "administrator")
    fields = {
        "office": "head",
        "person_id": str(scene.country[name].id),
        "starts_on": local_date(now()).isoformat(),
    }
    before = len(scene.dump()["seat"])
    answer = send(scene, f"/dossiers/{vacant.code}/seat", fields)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert len(scene.dump()["seat"]) == before


def test_what_is_missing_is_said_beside_its_field(scene: Scene, vacant: Dossier) -> None:
    as_(scene, "administrator")
    here = f"/dossiers/{vacant.code}/seat"
    wrong = send(scene, here, {"office": "head", "person_id": "new", "email": "không phải"})
    assert wrong.status_code == 422
    for field in ("name", "email", "starts_on"):
        assert f'href="#{field}"' in wrong.text
    other = {"office": "appraiser", "person_id": "new", "name": "Sen", "email": "s@b.vn"}
    assert send(scene, here, other | {"starts_on": "2026-01-01"}).status_code == 409


def test_envelopes_sealed_and_the_secretary_opens_them(scene: Scene) -> None:
    dossier = filed(scene, SECRET)
    address, _ = sheet_of(scene, dossier, "member1")
    enter(scene, address)
    vote(scene, dossier, "chair", "member2", "member3", "member4")
    the_engine_serves(scene)
    line = stuck_line(scene, dossier)
    assert line.link == f"/dossiers/{dossier.code}"
    as_(scene, "alice")
    opened = send(scene, f"/dossiers/{dossier.code}/envelopes", {"in_favour": "1", "against": "0"})
    assert opened.status_code == 200
    the_engine_serves(scene)
    assert line_of(scene, dossier) is None
