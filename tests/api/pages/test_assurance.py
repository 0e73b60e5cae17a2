"""What gates ask for, on the pages: the printed code, a fresh one, or signing in."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from models.enums import DossierState
from tests.api.browser import Form
from tests.api.conftest import STRICT_SITE
from tests.api.decisions import assurances, link_in
from tests.api.passkeys import add_passkey, grow_old, options, use_passkey
from tests.api.programs import Program, token_of
from tests.api.scene import Scene
from tests.approvals.authenticator import Authenticator

DECIDE = "/task/decision"


@pytest.fixture
def scene(strict_scene: Scene) -> Scene:
    return strict_scene


def test_a_link_leads_to_signing_in_where_the_rules_ask_for_it(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    mail = scene.newest_mail("minister").text
    assert "đăng nhập bằng khóa truy cập" in mail
    assert not re.search(r"^\s+\d{3} ?\d{3}$", mail, re.MULTILINE), "no code that would not do"
    shown = scene.browser.get(link_in(mail))
    assert "Cao Thị Quỳnh" in shown.text, "it can be read"
    assert not Form(shown.text, DECIDE).found
    assert "/sign-in?next=%2Ftask%2F" in shown.text
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_nothing_else_decides_there(scene: Scene) -> None:
    """A form made up from the link, a mailed code's session, and a program's token."""
    dossier = scene.at_the_minister()
    shown = scene.browser.get(link_in(scene.newest_mail("minister").text))
    nonce = re.search(r'name="nonce" value="([^"]+)"', shown.text)
    fields = {"choice": "pass", "code": "123456", "reason": "Đồng ý."}
    link = re.search(r'name="link" value="([^"]+)"', shown.text)
    made_up = fields | {"nonce": nonce[1] if nonce else "", "link": link[1] if link else ""}
    scene.client.post(DECIDE, data=made_up, headers=scene.browser.headers)
    shown = scene.sign_in("minister")
    task = re.search(r'href="(/task/[0-9a-f-]{36})"', shown.text)
    assert task
    shown = scene.browser.get(task[1])
    assert "/sign-in/confirm?" in shown.text
    nonce = re.search(r'name="nonce" value="([^"]+)"', shown.text)
    assert nonce
    refused = scene.client.post(
        f"{task[1]}/decision", data=fields | {"nonce": nonce[1]}, headers=scene.browser.headers
    )
    assert refused.status_code == 403
    assert "Đồng ý." in refused.text, "what was typed is not lost"
    token = token_of(scene.engine, scene.settings, scene.country["minister"])
    program = Program(TestClient(scene.client.app, base_url=STRICT_SITE), token)
    version = scene.stored(dossier).version
    answer = program.put(
        f"assignments/{task[1].rpartition('/')[2]}/decision",
        {"choice": "pass"},
        headers={"If-Match": f'"{version}"'},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "login_needed")
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_with_a_passkey_it_is_decided(scene: Scene, device: Authenticator) -> None:
    dossier = scene.at_the_minister()
    link = link_in(scene.newest_mail("minister").text)
    scene.sign_in("minister")
    shown = add_passkey(scene, device)
    assert "Máy ở cơ quan" in shown.text
    scene.client.cookies.clear()

    shown = scene.browser.get(link)
    to_sign_in = re.search(r'href="(/sign-in\?next=[^"]+)"', shown.text)
    assert to_sign_in
    shown = use_passkey(scene, device, to_sign_in[1])
    action = f"{shown.url.path}/decision"
    assert Form(shown.text, action).found, "signed in a moment ago: the form is there"
    receipt = scene.browser.send(shown, action, choice="pass")
    assert "Đã ghi nhận ý kiến" in receipt.text
    assert scene.stored(dossier).state is DossierState.AWARDED
    assert assurances(scene, dossier)[-1] == "login:passkey"


def test_a_sign_in_some_time_ago_has_to_be_confirmed(scene: Scene, device: Authenticator) -> None:
    scene.at_the_minister()
    scene.sign_in("minister")
    add_passkey(scene, device)
    shown = use_passkey(scene, device, "/sign-in/confirm?next=/inbox")
    task = re.search(r'href="(/task/[0-9a-f-]{36})"', shown.text)
    assert task
    grow_old(scene.engine)
    shown = scene.browser.get(task[1])
    assert not Form(shown.text, f"{task[1]}/decision").found
    confirm = re.search(r'href="(/sign-in/confirm\?[^"]+)"', shown.text)
    assert confirm
    before = scene.client.cookies["bv-session"]
    shown = use_passkey(scene, device, html.unescape(confirm[1]))
    assert shown.url.path == task[1]
    assert Form(shown.text, f"{task[1]}/decision").found
    scene.client.cookies.clear()
    scene.client.cookies.set("bv-session", before)
    assert scene.browser.get("/inbox").url.path == "/sign-in", "the session before has ended"


def test_somebody_elses_passkey_confirms_nothing(scene: Scene, device: Authenticator) -> None:
    scene.sign_in("chair")
    add_passkey(scene, device)
    scene.client.cookies.clear()
    scene.sign_in("minister")
    shown = scene.browser.get("/sign-in/confirm?next=/inbox")
    assert "data-passkey" not in shown.text, "the minister has none"
    scene.client.cookies.clear()
    as_chair = scene.browser.get("/sign-in")
    answer = device.use(options(as_chair, "use"))
    challenge = Form(as_chair.text, "/sign-in/passkey").fields["challenge"]
    shown = scene.sign_in("minister")
    fields = {
        "nonce": Form(shown.text, "/sign-out").fields["nonce"],
        "challenge": challenge,
        "credential": answer,
    }
    refused = scene.client.post("/sign-in/passkey", data=fields, headers=scene.browser.headers)
    assert refused.status_code == 409
    assert "Phạm Quang Cường" in scene.browser.get("/inbox").text


def test_a_passkey_answer_needs_our_form_and_our_question(
    scene: Scene, device: Authenticator
) -> None:
    scene.sign_in("minister")
    add_passkey(scene, device)
    scene.client.cookies.clear()
    shown = scene.browser.get("/sign-in")
    answer = device.use(options(shown, "use"))
    fields = Form(shown.text, "/sign-in/passkey").fields | {"credential": answer}
    for changed in ({"nonce": ""}, {"challenge": ""}, {"challenge": "x~1~y"}, {"credential": "{}"}):
        refused = scene.client.post(
            "/sign-in/passkey", data=fields | changed, headers=scene.browser.headers
        )
        assert refused.status_code == 403
    assert "bv-session" not in scene.client.cookies
