"""A passkey from Chromium's own device: added, used to sign in, and to confirm."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.mailbox import Mailbox
from tests.browser.people import picture, sign_in

SOMEBODY = "huong.htl@tdkt.example"
_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A browser on a computer that holds passkeys; they need a host's name, not its number."""
    by_name = address.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=by_name, viewport=DESKTOP, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
    yield page
    context.close()


def test_a_passkey_is_added_and_signs_in(page: Page, mailbox: Mailbox) -> None:
    sign_in(page, mailbox, SOMEBODY)
    page.goto("/account")
    picture(page, "account-desktop")
    page.fill("input[name=name]", "Máy ở cơ quan")
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("heading", name="Máy ở cơ quan")).to_be_visible()
    picture(page, "account-passkey-desktop")

    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("button", name="Dùng khóa truy cập")).to_be_visible()
    picture(page, "sign-in-passkey-desktop")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()

    page.goto("/sign-in/confirm?next=/account")
    picture(page, "sign-in-confirm-desktop")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.locator("main")).to_contain_text("Dùng lần gần nhất")

    page.goto("/account")
    page.get_by_text("Đổi tên hoặc xóa").click()
    page.get_by_role("button", name="Xóa khóa này").click()
    expect(page.locator("main")).to_contain_text("chưa có khóa nào")
