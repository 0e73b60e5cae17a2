"""The list of dossiers by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.mailbox import Mailbox
from tests.browser.people import OF_SECRETARIAT, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


def test_rows_are_walked_opened_and_searched_by_keys(desktop: Page, mailbox: Mailbox) -> None:
    sign_in(desktop, mailbox, OF_SECRETARIAT)
    desktop.goto("/dossiers")
    links = desktop.locator(".table--dossiers th[scope=row] a")
    for key, row in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        desktop.keyboard.press(key)
        expect(links.nth(row)).to_be_focused()
    desktop.keyboard.press("/")
    search = desktop.locator("input[type=search]")
    expect(search).to_be_focused()
    desktop.keyboard.type("j?/k")  # while somebody types, a key is a letter
    expect(search).to_have_value("j?/k")
    desktop.keyboard.press("Tab")
    desktop.goto("/dossiers")
    desktop.keyboard.press("j")
    code = links.first.get_attribute("href")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**{code}")


def test_the_keys_are_told_and_can_be_switched_off(desktop: Page, mailbox: Mailbox) -> None:
    sign_in(desktop, mailbox, OF_SECRETARIAT)
    desktop.goto("/dossiers")
    desktop.keyboard.press("?")
    told = desktop.get_by_role("dialog", name="Phím tắt")
    expect(told).to_be_visible()
    told.get_by_role("checkbox").check()
    desktop.keyboard.press("Escape")
    expect(told).to_be_hidden()
    desktop.keyboard.press("j")
    expect(desktop.locator(".table--dossiers a:focus")).to_have_count(0)
    desktop.get_by_role("button", name="Phím tắt").click()
    told.get_by_role("checkbox").uncheck()
    told.get_by_role("button", name="Đóng").click()
    desktop.keyboard.press("j")
    expect(desktop.locator(".table--dossiers a:focus")).to_have_count(1)
