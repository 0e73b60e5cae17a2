"""The whole system as `bangvang up` runs it, and a real Chromium in front of it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.mailbox import Mailbox
from tests.running_system import RunningSystem

# The first is the same engine without a desktop's parts around it: quicker.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds: the machine has other things to do
expect.set_options(timeout=PATIENCE)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def address(system: RunningSystem) -> str:
    """Where the system answers, with the demo's people in it."""
    filled = system.command("demo")
    assert filled.returncode == 0, filled.stderr
    return system.url


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def desktop(chromium: Browser, address: str) -> Iterator[Page]:
    """A clerk's screen, in Vietnamese."""
    yield from _page(chromium.new_context(base_url=address, viewport=DESKTOP, locale="vi-VN"))


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    """A reviewer's phone, in Vietnamese, with scripts switched off."""
    yield from _page(
        chromium.new_context(
            base_url=address,
            viewport=PHONE,
            device_scale_factor=2,
            locale="vi-VN",
            java_script_enabled=False,
            has_touch=True,
            is_mobile=True,
        )
    )


@pytest.fixture(scope="package")
def mailbox(address: str) -> Mailbox:
    return Mailbox(address)


def _page(context: BrowserContext) -> Iterator[Page]:
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
