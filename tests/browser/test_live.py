"""Pages that are brought up to date while they are open say when they no longer are."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.mailbox import Mailbox
from tests.browser.people import YES, answer, sign_in
from tests.running_system import eventually

ADMINISTRATOR = "anh.lt@tdkt.example"
A_WHILE = 20_000  # milliseconds: longer than the page is patient
LIVE_PAGES = ("/stuck", "/stuck/pictures")
WORDS = re.compile(r"Không còn cập nhật trực tiếp; số liệu lúc \d\d:\d\d\.")
_CHART = """() => echarts.getInstanceByDom(document.querySelector("[data-picture*=ageing]")).id"""

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


@pytest.fixture(scope="module")
def watching(chromium: Browser, address: str) -> Iterator[tuple[BrowserContext, Page]]:
    context = chromium.new_context(base_url=address, viewport=DESKTOP, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    context.clock.install()  # what the page waits for comes at once
    page = context.new_page()
    sign_in(page, Mailbox(address), ADMINISTRATOR)
    yield context, page
    context.close()


@pytest.mark.parametrize("path", LIVE_PAGES)
def test_a_lost_connection_is_said_and_so_no_more_once_it_is_back(
    watching: tuple[BrowserContext, Page], path: str
) -> None:
    context, page = watching
    with page.expect_response("**/stuck/live"):
        page.goto(path)
    lost = page.locator("#lost")
    expect(lost).to_have_text(re.compile(r"^\s*$"))
    context.set_offline(True)
    in_a_while(page, lost.locator(".notice"))
    expect(lost).to_contain_text(WORDS)
    context.set_offline(False)
    in_a_while(page, lost.locator(".notice"), shown=False)


@pytest.mark.parametrize("path", LIVE_PAGES)
def test_a_connection_that_never_came_is_said_too(
    watching: tuple[BrowserContext, Page], path: str
) -> None:
    _, page = watching
    page.route("**/stuck/live", lambda route: route.abort())
    page.goto(path)
    notice = page.locator("#lost .notice")
    in_a_while(page, notice)
    page.unroute_all()
    in_a_while(page, notice, shown=False)


def test_an_answer_that_is_another_page_does_not_empty_this_one(
    watching: tuple[BrowserContext, Page],
) -> None:
    _, page = watching
    with page.expect_response("**/stuck/live"):
        page.goto("/stuck")
    page.route(re.compile("/stuck$"), lambda route: route.fulfill(status=503, body="<h1>503</h1>"))
    page.evaluate("() => htmx.trigger('#fresh', 'sse:dossier')")
    in_a_while(page, page.locator("#lost .notice"))
    expect(page.locator("#fresh")).to_be_visible()
    page.unroute_all()
    in_a_while(page, page.locator("#lost .notice"), shown=False)


def in_a_while(page: Page, notice: Locator, *, shown: bool = True) -> None:
    """Wait for it as long as a patient reader, in hardly any time."""

    def is_so() -> bool:
        page.clock.fast_forward(A_WHILE)
        return notice.is_visible() is shown

    eventually(is_so)


def test_pictures_are_drawn_anew_after_a_decision_elsewhere(
    watching: tuple[BrowserContext, Page], desktop: Page, mailbox: Mailbox
) -> None:
    _, page = watching
    asked = mailbox.wait_for(text="/r/", seconds=60)
    with page.expect_response("**/stuck/live"):
        page.goto("/stuck/pictures")
    expect(page.locator("[data-picture*=ageing][data-drawn]")).to_be_visible()
    chart, loaded = page.evaluate(_CHART), page.evaluate("performance.timeOrigin")
    with page.expect_response("**/stuck/pictures/ageing"):
        assert answer(desktop, asked, YES)
    assert page.evaluate(_CHART) == chart
    assert page.evaluate("performance.timeOrigin") == loaded
