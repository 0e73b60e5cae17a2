"""Signing in with a mailed code, and what it tells to whom."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from core.clock import now
from core.database import transaction
from models.access import MailedCode, StaffSession
from models.mail import LocalMail
from tests.api.browser import Browser, Form
from tests.api.scene import Scene


def ask(scene: Scene, address: str) -> Browser:
    """Ask for a code."""
    browser = scene.browser
    browser.send(browser.get("/sign-in"), "/sign-in", email=address)
    return browser


def code_of(scene: Scene, name: str) -> str:
    code = re.search(r"^\s+(\d{3} ?\d{3})$", scene.newest_mail(name).text, re.MULTILINE)
    assert code
    return code[1]


def test_the_code_from_the_mail_signs_in(scene: Scene) -> None:
    shown = scene.sign_in("secretariat")
    assert shown.url.path == "/inbox"
    assert "Dương Thị Mai" in shown.text
    with transaction(scene.engine) as session:
        [started] = session.exec(select(StaffSession)).all()
    assert started.person_id == scene.country["secretariat"].id
    assert scene.client.cookies["bv-session"].encode() not in started.token_hash


def test_an_unknown_address_is_answered_as_a_known_one(scene: Scene) -> None:
    def answers(address: str) -> list[object]:
        scene.client.cookies.clear()
        shown = scene.browser.get("/sign-in")
        fields = Form(shown.text, "/sign-in").fields | {"email": address}
        response = scene.client.post(
            "/sign-in", data=fields, headers=scene.browser.headers, follow_redirects=False
        )
        cookie = re.sub(r"=[^;]+;", "=…;", response.headers["set-cookie"], count=1)
        length = len(response.headers["set-cookie"])
        page = scene.browser.get(response.headers["location"])
        body = page.text.replace(Form(page.text, "/sign-in/code").fields["nonce"], "")
        return [response.status_code, response.headers["location"], cookie, length, body]

    assert answers("nobody@bangvang.example") == answers(scene.country["alice"].email)
    with transaction(scene.engine) as session:
        mails = session.exec(select(LocalMail)).all()
    assert [mail.to for mail in mails] == [scene.country["alice"].email]


@pytest.mark.parametrize("address", ["", "alice", "  ", "\x00@\x00"[:1]])
def test_what_is_no_address_is_said(scene: Scene, address: str) -> None:
    shown = scene.browser.send(scene.browser.get("/sign-in"), "/sign-in", email=address)
    assert shown.status_code == 422
    assert 'href="#email"' in shown.text
    assert "Nhập địa chỉ thư điện tử" in shown.text


def test_a_wrong_code_signs_nobody_in(scene: Scene) -> None:
    browser = ask(scene, scene.country["alice"].email)
    again = browser.send(browser.get("/sign-in/code"), "/sign-in/code", code="wrong")
    assert again.status_code == 422
    assert "Mã không đúng hoặc không còn hiệu lực" in again.text
    assert "bv-session" not in scene.client.cookies
    with transaction(scene.engine) as session:
        assert session.exec(select(StaffSession)).all() == []
        assert [one.tries for one in session.exec(select(MailedCode)).all()] == [1]


def test_after_five_tries_the_right_code_does_not_help(scene: Scene) -> None:
    browser = ask(scene, scene.country["alice"].email)
    for code in [*["wrong"] * 5, code_of(scene, "alice")]:
        browser.send(browser.get("/sign-in/code"), "/sign-in/code", code=code)
    assert "bv-session" not in scene.client.cookies


def test_a_code_is_good_for_ten_minutes(scene: Scene) -> None:
    browser = ask(scene, scene.country["alice"].email)
    with transaction(scene.engine) as session:
        [asked] = session.exec(select(MailedCode)).all()
        assert asked.expires_at - asked.created_at == timedelta(minutes=10)
        asked.expires_at = now() - timedelta(seconds=1)
    code = code_of(scene, "alice")
    answer = browser.send(browser.get("/sign-in/code"), "/sign-in/code", code=code)
    assert answer.status_code == 422


def test_a_code_works_in_the_browser_that_asked_for_it_only(scene: Scene) -> None:
    ask(scene, scene.country["alice"].email)
    scene.client.cookies.clear()
    shown = scene.browser.get("/sign-in/code")
    answer = scene.browser.send(shown, "/sign-in/code", code=code_of(scene, "alice"))
    assert answer.status_code == 422


def test_signing_out_ends_the_session_on_the_server(scene: Scene) -> None:
    shown = scene.sign_in("alice")
    token = scene.client.cookies["bv-session"]
    left = scene.browser.send(shown, "/sign-out")
    assert left.url.path == "/sign-in"
    scene.client.cookies.set("bv-session", token)
    assert scene.browser.get("/inbox").url.path == "/sign-in"


def test_somebody_who_left_is_signed_out_at_once(scene: Scene) -> None:
    scene.sign_in("alice")
    with transaction(scene.engine) as session:
        session.get_one(type(scene.country["alice"]), scene.country["alice"].id).active = False
    assert scene.browser.get("/inbox").url.path == "/sign-in"


def test_one_comes_back_to_what_one_wanted(scene: Scene) -> None:
    asked = scene.browser.get("/inbox?at=x")
    assert str(asked.url).endswith("/sign-in?next=%2Finbox%3Fat%3Dx")
    assert scene.sign_in("alice", to="/inbox?at=x").url.query == b"at=x"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/%0d%0aSet-Cookie:x=y",
        "javascript:alert(1)",
        "/sign-out",
        "/static/favicon.svg",
        "/nowhere",
        "/inbox\n",
    ],
)
def test_one_is_never_sent_elsewhere(scene: Scene, elsewhere: str) -> None:
    browser = ask(scene, scene.country["alice"].email)
    fields = Form(browser.get("/sign-in/code").text, "/sign-in/code").fields
    typed = fields | {"code": code_of(scene, "alice"), "next": elsewhere}
    response = scene.client.post(
        "/sign-in/code", data=typed, headers=browser.headers, follow_redirects=False
    )
    assert (response.status_code, response.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Đề nghị xem hộp thư"), ("en", "Look into your mailbox")]
)
def test_both_languages(scene: Scene, language: str, words: str) -> None:
    scene.client.headers["Accept-Language"] = language
    shown = scene.browser.send(scene.browser.get("/sign-in"), "/sign-in", email="a@b.example")
    assert words in shown.text
    assert f'<html lang="{language}">' in shown.text
