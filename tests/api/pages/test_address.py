"""Mail comes back: the name is listed, the address corrected, the mail sent again."""

import pytest
from sqlmodel import select

from approvals.commands.read_reports import read_reports
from approvals.commands.store_reports import store_reports
from core.clock import now
from core.database import transaction
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import Delivery, MessageState
from models.mail import Message
from tests.api.desk import as_, passed, seen_by
from tests.api.scene import Scene
from tests.approvals.commands.test_reports import a_report

NEW = "binh@botuphap.example"


def here(scene: Scene, name: str = "chair") -> str:
    return f"/people/{scene.country[name].id}/address"


def hear(scene: Scene, kind: Delivery, name: str = "chair") -> None:
    """SendGrid reports on everything sent to somebody."""
    with transaction(scene.engine) as session:
        for message in session.exec(
            select(Message).where(Message.person_id == scene.country[name].id)
        ).all():
            message.state, message.accepted_at = MessageState.ACCEPTED, now()
            report = a_report(kind, message.id, at=now(), reason="550 5.1.1 <không có hộp thư>")
            store_reports(session, [report], now=now())
            read_reports(session, message.id, now=now())


@pytest.fixture
def bounced(scene: Scene) -> Dossier:
    dossier = scene.filed()
    hear(scene, Delivery.BOUNCED)
    return dossier


@pytest.mark.usefixtures("bounced")
def test_the_name_stands_among_what_is_stuck(scene: Scene) -> None:
    shown = seen_by(scene, "secretariat", "/stuck")
    assert "Trần Văn Bình" in shown.text
    assert "550 5.1.1 &lt;không có hộp thư&gt;" in shown.text
    assert f'href="{here(scene)}"' in shown.text


def test_it_is_why_the_dossier_does_not_move(scene: Scene, bounced: Dossier) -> None:
    """The board is told, and the secretary of the council that has it; a member is not."""
    why, page = "Thư không đến được Trần Văn Bình.", f"/dossiers/{bounced.code}"
    for path in ("/stuck", "/dossiers", page):
        assert why in seen_by(scene, "secretariat", path).text, path
    assert why in seen_by(scene, "alice", page).text
    shown = seen_by(scene, "member1", page)
    assert (shown.status_code, why in shown.text) == (200, False)


@pytest.mark.usefixtures("bounced")
def test_an_auditor_sees_it_and_changes_nothing(scene: Scene) -> None:
    shown = seen_by(scene, "auditor", "/stuck")
    assert "Trần Văn Bình" in shown.text
    assert here(scene) not in shown.text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Delivery.DELIVERED, "Thư đã đến nơi"),
        (Delivery.DEFERRED, "Bên nhận chưa nhận, đang gửi lại"),
        (Delivery.BLOCKED, "Máy chủ bên nhận từ chối"),
    ],
)
def test_the_dossier_says_what_became_of_a_mail(scene: Scene, kind: Delivery, words: str) -> None:
    dossier = scene.filed()
    hear(scene, kind)
    shown = seen_by(scene, "secretariat", f"/dossiers/{dossier.code}")
    assert shown.text.count(words) == 1
    assert (here(scene) in shown.text) is (kind is Delivery.BLOCKED)


def test_nominators_learn_nothing_of_reviewers_mail(scene: Scene) -> None:
    dossier = scene.filed("bk-ttg")
    passed(scene, dossier)
    scene.announce(dossier.id)
    hear(scene, Delivery.BOUNCED, "appraiser")
    page = f"/dossiers/{dossier.code}"
    assert "Thư bị trả lại" in seen_by(scene, "secretariat", page).text
    told = seen_by(scene, "alice", page).text
    assert "Thư bị trả lại" not in told
    assert "không chuyển được" not in told


@pytest.mark.usefixtures("bounced")
def test_the_address_is_corrected_and_the_mail_goes_there(scene: Scene) -> None:
    shown = seen_by(scene, "secretariat", here(scene))
    assert "chair@bangvang.example" in shown.text
    shown = scene.browser.send(shown, here(scene), email=f" {NEW} ")
    assert (shown.status_code, shown.url.path) == (200, "/stuck")
    assert "Thư không đến được" not in shown.text
    with transaction(scene.engine) as session:
        person = session.get_one(Person, scene.country["chair"].id)
        waiting = session.exec(
            select(Message).where(Message.state == MessageState.QUEUED, Message.address == NEW)
        ).all()
    assert (person.email, len(waiting)) == (NEW, 1)


@pytest.mark.usefixtures("bounced")
@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("", 422, "Nhập địa chỉ thư điện tử"),
        ("không phải", 422, "Nhập địa chỉ thư điện tử"),
        ("alice@bangvang.example", 409, "đã thuộc về người khác"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    scene: Scene, typed: str, status: int, words: str
) -> None:
    shown = seen_by(scene, "secretariat", here(scene))
    shown = scene.browser.send(shown, here(scene), email=typed)
    assert shown.status_code == status
    assert words in shown.text
    assert f'value="{typed}"' in shown.text


def test_an_address_that_works_has_no_such_page(scene: Scene) -> None:
    scene.filed()
    hear(scene, Delivery.DELIVERED)
    assert seen_by(scene, "secretariat", here(scene)).status_code == 409


@pytest.mark.usefixtures("bounced")
def test_a_form_from_elsewhere_changes_nothing(scene: Scene) -> None:
    as_(scene, "secretariat")
    answer = scene.client.post(
        here(scene), data={"email": NEW, "nonce": "x"}, headers=scene.browser.headers
    )
    assert answer.status_code == 403
