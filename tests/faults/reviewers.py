"""Everybody who is asked by mail: opens the link, passes, and tries again when it fails."""

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Protocol

import httpx2

from tests.browser.mailbox import CERTIFICATES, Mail, Mailbox

_SAME_SITE = {"Sec-Fetch-Site": "same-origin"}  # as a browser says of our own form
_DECIDED = 'class="panel"'
_TROUBLE = 500


class HiddenFields(HTMLParser):
    """What a form sends besides what a person types."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "input" and named.get("type") == "hidden" and named.get("name"):
            self.fields[str(named["name"])] = named.get("value") or ""


class Inbox(Protocol):
    def unread(self) -> list[Mail]: ...


class Reviewers:
    """`receipts` counts, by address, the decisions that somebody was shown as recorded.

    `asked` are the mails that somebody answered with a decision, whatever became of it.
    """

    def __init__(self, address: str, mailbox: Inbox | None = None) -> None:
        self.receipts: Counter[str] = Counter()
        self.asked: set[str] = set()
        self._address = address
        self._mailbox = mailbox or Mailbox(address)
        self._unanswered: list[Mail] = []

    def answer(self, before_each: Callable[[], None]) -> None:
        """Answer what has come. `before_each` is called as a decision is about to be sent."""
        try:
            self._unanswered += [mail for mail in self._mailbox.unread() if "/r/" in mail.text]
            while self._unanswered:
                self._decide(self._unanswered[0], before_each)
                self._unanswered.pop(0)
        except (httpx2.TransportError, httpx2.HTTPStatusError):
            return  # the web or its database is away: the same mail is tried again

    def _decide(self, mail: Mail, before: Callable[[], None]) -> None:
        browser = httpx2.Client(
            base_url=self._address, follow_redirects=True, headers=_SAME_SITE, verify=CERTIFICATES
        )
        with browser:
            page = _unless_in_trouble(browser.get(mail.link))
            if "/task/decision" in page.text:
                before()
                self.asked.add(mail.id)
                answers = {"choice": "pass", "reason": "Đủ điều kiện.", "code": mail.code}
                fields = HiddenFields(page.text).fields | answers
                page = _unless_in_trouble(browser.post("/task/decision", data=fields))
                assert "/task/decision" not in page.text, page.text
            if _DECIDED in page.text:
                self.receipts[mail.to] += 1


def _unless_in_trouble(response: httpx2.Response) -> httpx2.Response:
    if response.status_code >= _TROUBLE:
        response.raise_for_status()
    return response
