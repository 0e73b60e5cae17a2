"""The dashboard in use: narrowed, brought up to date by itself, many reminded at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.mailbox import Mailbox
from tests.browser.people import OF_SECRETARIAT, YES, answer
from tests.browser.test_accessibility import signed_in

AT_ONCE = 2_000  # milliseconds within which a decision elsewhere is seen

# At one stroke: where the engine is behind, the list changes while it is looked at.
_ONLY_REMINDERS = """() => {
    const ticks = [...document.querySelectorAll("input[name=one]:checked")];
    for (const tick of ticks) tick.checked = tick.value.startsWith("remind:");
    return ticks.filter((tick) => tick.checked).map((tick) => tick.value);
}"""

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


@pytest.fixture(scope="module")
def secretariat(chromium: Browser, address: str) -> Iterator[Page]:
    yield from signed_in(chromium, address, OF_SECRETARIAT)


@pytest.fixture
def complaints(secretariat: Page) -> Iterator[list[str]]:
    """What the browser complains of: scripts that fail, and what the page's policy forbids."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(message.text)

    secretariat.on("console", hear)
    yield heard
    secretariat.remove_listener("console", hear)


def test_a_decision_elsewhere_is_seen_at_once(
    secretariat: Page, desktop: Page, mailbox: Mailbox, complaints: list[str]
) -> None:
    asked = mailbox.wait_for(text="/r/", seconds=60)
    with secretariat.expect_response("**/stuck/live"):
        secretariat.goto("/stuck")
    loaded = secretariat.evaluate("performance.timeOrigin")
    fresh = secretariat.locator("#fresh").element_handle()
    assert answer(desktop, asked, YES)
    assert fresh is not None
    secretariat.wait_for_function("old => !old.isConnected", arg=fresh, timeout=AT_ONCE)
    assert secretariat.evaluate("performance.timeOrigin") == loaded  # without a new page
    assert complaints == []


def test_it_is_narrowed_and_the_address_keeps_it(secretariat: Page) -> None:
    secretariat.goto("/stuck")
    everything = secretariat.locator("p.lead").inner_text()
    secretariat.select_option("select[name=stage]", "final_authority")
    secretariat.get_by_role("button", name="Xem", exact=True).click()
    secretariat.wait_for_url(re.compile("stage=final_authority"))
    assert secretariat.locator("p.lead").inner_text() != everything
    secretariat.reload()
    expect(secretariat.locator("select[name=stage]")).to_have_value("final_authority")
    expect(secretariat.locator(".funnel tbody tr:first-child .number a")).to_have_count(0)


def test_many_are_reminded_at_once(secretariat: Page, complaints: list[str]) -> None:
    secretariat.goto("/stuck")
    secretariat.locator("#all").check()
    offered: list[str] = secretariat.evaluate(_ONLY_REMINDERS)
    chosen = [one.partition(":")[2] for one in offered]
    assert len(chosen) > 1
    secretariat.get_by_role("button", name="Thực hiện với các hồ sơ đã chọn").click()
    expect(secretariat.locator("p.notice[role=status]")).to_contain_text(f"{len(chosen)} hồ sơ")
    secretariat.locator("#all").check()
    secretariat.get_by_role("button", name="Thực hiện với các hồ sơ đã chọn").click()
    expect(secretariat.locator("p.notice[role=status]")).to_contain_text("hôm nay đã nhắc rồi")
    assert complaints == []
