"""That somebody saw the page of their task is told by a browser, not by what fetches the page."""

from datetime import datetime

import httpx2
import pytest
from playwright.sync_api import ConsoleMessage, Page

from core.database import transaction
from models.gates import Assignment
from tests.browser.mailbox import Mailbox
from tests.browser.mailed_links import mailed
from tests.running_system import RunningSystem, eventually

_UNSEEN = (
    "Object.defineProperty(document, 'visibilityState', {get: () => window.shown ?? 'hidden'})"
)
_SHOWN = "window.shown = 'visible'; document.dispatchEvent(new Event('visibilitychange'))"

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


def test_a_page_that_is_seen_counts_and_one_that_is_fetched_does_not(
    system: RunningSystem, desktop: Page, mailbox: Mailbox
) -> None:
    mail = mailbox.wait_for(text="/r/", seconds=60)
    key = (system.home / "secret.key").read_bytes()
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    desktop.on("console", hear)
    with system.database() as engine:

        def opened_at() -> datetime | None:
            with transaction(engine) as session:
                [found] = mailed(session, [mail], key)
                return session.get_one(Assignment, found.assignment_id).opened_at

        with transaction(engine) as session:  # the demo's people have looked already
            [found] = mailed(session, [mail], key)
            session.get_one(Assignment, found.assignment_id).opened_at = None
        assert httpx2.get(mail.link, follow_redirects=True).status_code == 200
        assert opened_at() is None
        # A page that is prepared unseen: it has the script, and is not looked at.
        desktop.add_init_script(_UNSEEN)
        desktop.goto(mail.link)
        assert desktop.locator("script[data-tell]").count() == 1
        assert opened_at() is None
        with desktop.expect_response("**/task/opened") as told:
            desktop.evaluate(_SHOWN)
        assert told.value.status == 204
        eventually(lambda: opened_at() is not None)
    assert complaints == []
