"""The shield: hosts, sizes, headers; and rules that hold for every route."""

from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from api.app import routers
from api.nonces import form_is_ours, require_nonce
from core.settings import Settings
from tests.api.browser import Browser
from tests.api.scene import Scene

PAGES = ("/sign-in", "/sign-in/code", "/dev/mail", "/nowhere", "/r/x", "/task")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_shielded(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    linked = path.startswith(("/r/", "/task", "/sign-in"))
    assert headers["referrer-policy"] == ("no-referrer" if linked else "same-origin")


@pytest.mark.parametrize("path", [*PAGES, "/static/0/favicon.svg", "/livez"])
def test_head_says_what_get_says_without_the_words(client: TestClient, path: str) -> None:
    shown, asked = client.get(path), client.head(path)
    assert (asked.status_code, asked.content) == (shown.status_code, b"")
    assert asked.headers["content-length"] == shown.headers["content-length"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_scripts_or_styles_of_its_own(browser: Browser, path: str) -> None:
    text = browser.get(path).text
    for forbidden in (" style=", "<style", " onclick=", " onload=", "javascript:"):
        assert forbidden not in text
    assert "<script>" not in text


def test_static_files_are_kept_for_ever_under_their_hash(client: TestClient) -> None:
    page = client.get("/sign-in").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    sheet = client.get(address)
    assert sheet.status_code == 200
    assert sheet.headers["cache-control"] == "public, max-age=31536000, immutable"
    old = client.get(f"/static/000000000000/{address.split('/', 3)[3]}")
    assert (old.status_code, old.headers["cache-control"]) == (200, "public, no-cache")
    assert client.get("/static/000000000000/../../app.py").status_code == 404


def test_only_our_own_host_is_answered(client: TestClient) -> None:
    answers = {
        host: client.get("/sign-in", headers={"Host": host}).status_code
        for host in ("127.0.0.1:8600", "localhost:8600", "elsewhere.example", "")
    }
    assert answers == {
        "127.0.0.1:8600": 200,
        "localhost:8600": 200,
        "elsewhere.example": 421,
        "": 421,
    }
    assert client.get("/livez", headers={"Host": "10.0.0.7"}).status_code == 200


def test_a_body_that_is_too_large_is_refused_before_it_is_read(browser: Browser) -> None:
    headers = browser.headers | {"Content-Length": str(1 << 30)}
    answer = browser.client.post("/sign-in", content=b"", headers=headers)
    assert answer.status_code == 413
    assert "1 MB" in answer.text
    assert answer.headers["connection"] == "close"


def test_a_body_without_a_length_is_counted_as_it_comes(browser: Browser) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while taken < 1 << 28:
            taken += 1 << 16
            yield b"x" * (1 << 16)

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = browser.client.post("/sign-in", content=endless(), headers=browser.headers | kind)
    assert answer.status_code == 413


def asked(dependant: Dependant) -> Iterator[object]:
    """Everything a route depends on, however deep."""
    for one in dependant.dependencies:
        yield one.call
        yield from asked(one)


def test_every_form_is_tied_to_the_browser_it_was_shown_to(settings: Settings) -> None:
    changing = [
        route
        for router in routers(settings)
        for route in router.routes
        if isinstance(route, APIRoute)
        and not route.path.startswith("/api/")
        and (route.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
    ]
    assert len(changing) > 4
    unbound = [
        route.path
        for route in changing
        if {require_nonce, form_is_ours}.isdisjoint(asked(route.dependant))
    ]
    assert unbound == []


def test_a_fault_of_ours_is_one_sentence_to_the_person(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.sign_in("minister")
    monkeypatch.setattr("api.pages.inbox.count_waiting", lambda *_: 1 / 0)
    with capture_logs() as logged:
        answer = scene.browser.get("/inbox")
    assert [(entry["event"], entry["path"]) for entry in logged] == [("request failed", "/inbox")]
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "frame-ancestors" in answer.headers["content-security-policy"]
