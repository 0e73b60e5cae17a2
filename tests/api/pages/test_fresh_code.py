"""Where the rules ask for a fresh code: it is mailed on request, and decides its task."""

import html
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from core.clock import local_date, now
from core.database import transaction
from models.access import MailedCode
from tests.api.browser import Form
from tests.api.decisions import assurances, link_in
from tests.api.passkeys import grow_old
from tests.api.scene import Scene, code_in
from tests.approvals.stricter_rules import ID, ask_for_codes
from tests.conftest import empty

DECIDE = "/task/decision"


@pytest.fixture
def scene(strict_scene: Scene) -> Scene:
    return strict_scene


@pytest.fixture
def codes_asked_for(engine: Engine) -> Iterator[None]:
    """Rules in force that ask for a fresh code at every gate."""
    with transaction(engine) as session:
        ask_for_codes(session, on=local_date(now()))
    yield
    empty(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM award WHERE rule_set_id = :id"), {"id": ID})
        connection.execute(text("DELETE FROM rule_set WHERE id = :id"), {"id": ID})


@pytest.mark.usefixtures("codes_asked_for")
def test_a_fresh_code_is_mailed_on_request_and_decides(scene: Scene) -> None:
    dossier = scene.filed()
    mail = scene.newest_mail("chair").text
    assert not re.search(r"^\s+\d{3} ?\d{3}$", mail, re.MULTILINE)
    shown = scene.browser.get(link_in(mail))
    with_text = scene.browser.send(shown, DECIDE, choice="pass", code="123 456", reason="Tốt.")
    assert with_text.status_code == 403, "there is no code yet"
    asked = Form(with_text.text, DECIDE).fields
    sent = scene.client.post("/task/code", data=asked, headers=scene.browser.headers)
    assert sent.status_code == 200
    assert Form(sent.text, DECIDE).fields["choice"] == "pass", "what was chosen stays"
    assert "Mã xác nhận đã được gửi" in sent.text
    wrong = scene.browser.send(sent, DECIDE, code="000000x")
    assert "4" in wrong.text
    receipt = scene.browser.send(wrong, DECIDE, code=code_in(scene.newest_mail("chair").text))
    assert "Đã ghi nhận" in receipt.text
    assert assurances(scene, dossier) == ["code"]


@pytest.mark.usefixtures("codes_asked_for")
def test_a_fresh_code_is_good_for_its_task_and_ten_minutes(scene: Scene) -> None:
    scene.filed()
    shown = scene.browser.get(link_in(scene.newest_mail("chair").text))
    scene.client.post(
        "/task/code", data=Form(shown.text, DECIDE).fields, headers=scene.browser.headers
    )
    code = code_in(scene.newest_mail("chair").text)
    with transaction(scene.engine) as session:
        session.execute(text("UPDATE mailed_code SET expires_at = now() - interval '1 second'"))
    refused = scene.browser.send(shown, DECIDE, choice="pass", code=code)
    assert refused.status_code == 403
    other = scene.filed(number="110/TTr-BTP")
    assert assurances(scene, other) == []


@pytest.mark.usefixtures("codes_asked_for")
def test_it_signs_nobody_in(scene: Scene) -> None:
    scene.filed()
    shown = scene.browser.get(link_in(scene.newest_mail("chair").text))
    asked = scene.browser.send(scene.browser.get("/sign-in"), "/sign-in", email="x@y.example")
    ticket = scene.client.cookies["bv-sign_in"]
    scene.client.post(
        "/task/code", data=Form(shown.text, DECIDE).fields, headers=scene.browser.headers
    )
    with transaction(scene.engine) as session:
        [code] = session.exec(select(MailedCode)).all()
    assert code.assignment_id is not None
    assert str(code.id) not in ticket
    answer = scene.browser.send(
        asked, "/sign-in/code", code=code_in(scene.newest_mail("chair").text)
    )
    assert answer.status_code == 422


@pytest.mark.usefixtures("codes_asked_for")
def test_asking_for_codes_again_and_again_is_limited(scene: Scene) -> None:
    scene.filed()
    shown = scene.browser.get(link_in(scene.newest_mail("chair").text))
    fields = Form(shown.text, DECIDE).fields
    answers = [
        scene.client.post("/task/code", data=fields, headers=scene.browser.headers).status_code
        for _ in range(6)
    ]
    assert answers == [200, 200, 200, 429, 429, 429]


@pytest.mark.usefixtures("codes_asked_for")
def test_in_the_inbox_a_code_that_signed_in_just_now_will_do(scene: Scene) -> None:
    dossier = scene.filed()
    shown = scene.sign_in("chair")
    task = re.search(r'href="(/task/[0-9a-f-]{36})"', shown.text)
    assert task
    grow_old(scene.engine)
    shown = scene.browser.get(task[1])
    confirm = re.search(r'href="(/sign-in/confirm\?[^"]+)"', shown.text)
    assert confirm
    shown = scene.browser.get(html.unescape(confirm[1]))
    sent = scene.browser.send(shown, "/sign-in")
    shown = scene.browser.send(sent, "/sign-in/code", code=code_in(scene.newest_mail("chair").text))
    assert shown.url.path == task[1]
    receipt = scene.browser.send(shown, f"{task[1]}/decision", choice="pass")
    assert "Đã ghi nhận" in receipt.text
    assert assurances(scene, dossier) == ["code"]
