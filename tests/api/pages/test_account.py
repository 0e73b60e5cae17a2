"""One's own account: who may add, rename and remove passkeys, and when."""

import re

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from core.database import transaction
from models.access import Passkey
from tests.api.browser import Form
from tests.api.conftest import STRICT_SITE
from tests.api.passkeys import add_passkey, grow_old, options, use_passkey
from tests.api.scene import Scene
from tests.approvals.authenticator import Authenticator


@pytest.fixture
def scene(strict_scene: Scene) -> Scene:
    return strict_scene


def names(scene: Scene) -> list[str]:
    with transaction(scene.engine) as session:
        return list(session.exec(select(Passkey.name)).all())


def removal(shown: Response) -> str:
    found = re.search(r'action="(/account/passkeys/[0-9a-f-]{36}/removal)"', shown.text)
    assert found, shown.text
    return found[1]


def test_a_passkey_is_added_named_and_removed(scene: Scene, device: Authenticator) -> None:
    scene.sign_in("minister")
    shown = add_passkey(scene, device, name="Điện thoại <b>")
    assert "Điện thoại &lt;b&gt;" in shown.text
    assert "Chưa dùng lần nào" in shown.text
    shown = use_passkey(scene, device, "/sign-in/confirm?next=/account")
    assert "Dùng lần gần nhất" in shown.text
    action = removal(shown).replace("removal", "name")
    shown = scene.browser.send(shown, action, name="Máy mới")
    assert names(scene) == ["Máy mới"]
    shown = scene.browser.send(shown, removal(shown))
    assert names(scene) == []
    assert "chưa có khóa nào" in shown.text


def test_the_first_takes_a_code_mailed_just_now(scene: Scene) -> None:
    scene.sign_in("minister")
    grow_old(scene.engine)
    shown = scene.browser.get("/account")
    assert "data-passkey" not in shown.text
    assert "/sign-in/confirm?next=%2Faccount&amp;asked=code" in shown.text


def test_another_takes_one_of_those_there_are(scene: Scene, device: Authenticator) -> None:
    """So whoever gets at a mailbox later adds no key of their own."""
    scene.sign_in("minister")
    before = scene.browser.get("/account")
    answer = Authenticator(STRICT_SITE).add(options(before, "add"))
    add_passkey(scene, device)
    scene.client.cookies.clear()
    scene.sign_in("minister")
    shown = scene.browser.get("/account")
    assert "asked=login" in shown.text
    assert "/removal" not in shown.text
    fields = Form(before.text, "/account/passkeys").fields | {"credential": answer}
    fields["nonce"] = Form(shown.text, "/sign-out").fields["nonce"]
    refused = scene.client.post("/account/passkeys", data=fields, headers=scene.browser.headers)
    assert refused.status_code == 403
    assert names(scene) == ["Máy ở cơ quan"]


def test_an_answer_for_one_person_is_not_added_to_another(
    scene: Scene, device: Authenticator
) -> None:
    scene.sign_in("chair")
    before = scene.browser.get("/account")
    answer = device.add(options(before, "add"))
    challenge = Form(before.text, "/account/passkeys").fields["challenge"]
    scene.client.cookies.clear()
    scene.sign_in("minister")
    shown = scene.browser.get("/account")
    fields = Form(shown.text, "/account/passkeys").fields
    fields |= {"credential": answer, "challenge": challenge}
    refused = scene.client.post("/account/passkeys", data=fields, headers=scene.browser.headers)
    assert refused.status_code == 403
    assert names(scene) == []


def test_a_page_that_waited_too_long_asks_again(scene: Scene, device: Authenticator) -> None:
    scene.sign_in("minister")
    shown = scene.browser.get("/account")
    answer = device.add(options(shown, "add"))
    fields = Form(shown.text, "/account/passkeys").fields
    value, until, mac = fields["challenge"].rsplit("~", 2)
    late = f"{value}~{int(until) - 3_600}~{mac}"
    refused = scene.client.post(
        "/account/passkeys",
        data=fields | {"credential": answer, "challenge": late},
        headers=scene.browser.headers,
    )
    assert refused.status_code == 403


def test_where_the_address_is_a_number_the_page_says_so(scene: Scene) -> None:
    scene.sign_in("minister")
    token = scene.client.cookies["bv-session"]
    by_number = TestClient(scene.client.app, base_url="http://127.0.0.1:8600")
    by_number.cookies.set("bv-session", token)
    shown = by_number.get("/account")
    assert 'href="http://localhost:8600/account"' in shown.text
    assert "data-passkey" not in by_number.get("/account").text
