"""A hostile mail scanner: opens links, runs scripts, presses every button, sends every form.

It types nothing, since it does not know what the six digits in a mail are for. One half of it is a
plain client that does all this very often, the other a real Chromium with scripts and several tabs.
"""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx2
from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Error as Interrupted

_TABS = 4
_CLIENTS = 8
_PATIENCE = 30_000  # milliseconds
_PRESSED = "button, input[type=submit], a.button"
_TYPED_INTO = "input:not([type=hidden]), textarea"


@dataclass
class Form:
    """A form as it came, with nothing typed into it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Every form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        named = {given["name"]: given.get("value", "")} if given.get("name") else {}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), given.get("method", "get")))
        elif self.found and tag == "button":
            self.found[-1].buttons.append(named)
        elif self.found and tag in {"input", "textarea"} and given.get("type") != "radio":
            self.found[-1].fields |= named


def scan(links: Sequence[str], in_turn: Sequence[str], *, rounds: int) -> list[int]:
    """Everything a client without scripts can do, in parallel; what it was answered.

    Each round takes all of `links` and some of `in_turn`, which are all taken at least once.
    """
    shares = [range(number, rounds, _CLIENTS) for number in range(_CLIENTS)]
    with ThreadPoolExecutor(_CLIENTS) as pool:
        answers = pool.map(
            lambda share: list(_by_one_client([(n, [*links, *in_turn[n::rounds]]) for n in share])),
            shares,
        )
        return [status for one in answers for status in one]


def _by_one_client(rounds: Sequence[tuple[int, Sequence[str]]]) -> Iterator[int]:
    """The links of each round, as a stranger from a network of its own."""
    with httpx2.Client(follow_redirects=True, timeout=30) as client:
        for number, links in rounds:
            client.cookies.clear()
            client.headers |= {
                "X-Forwarded-For": f"198.51.{number}.7",
                "Sec-Fetch-Site": "same-origin",
            }
            for link in links:
                yield from _everything(client, link)


def _everything(client: httpx2.Client, link: str) -> Iterator[int]:
    yield client.head(link).status_code
    page = client.get(link)
    yield page.status_code
    for form in Forms(page.text).found:
        action = urljoin(str(page.url), form.action)
        for button in form.buttons or [{}]:
            sent = form.fields | button
            how = {"params": sent} if form.method == "get" else {"data": sent}
            yield client.request(form.method.upper(), action, **how).status_code  # type: ignore[arg-type]


def scan_with_scripts(chromium: str, flags: Sequence[str], links: Sequence[str]) -> int:
    """The same by a real browser; how many pages it saw. In a thread, beside Playwright's own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _in_tabs(chromium, flags, links)).result()


async def _in_tabs(chromium: str, flags: Sequence[str], links: Sequence[str]) -> int:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(flags))
        shares = [links[number::_TABS] for number in range(_TABS)]
        tabs = (_in_one_tab(browser, tab, share) for tab, share in enumerate(shares))
        seen = await asyncio.gather(*tabs)
        await browser.close()
        return sum(seen)


async def _in_one_tab(browser: Browser, tab: int, links: Sequence[str]) -> int:
    """Each tab from a network of its own, so that no limit for one keeps it out."""
    network = {"X-Forwarded-For": f"203.0.{tab}.7"}
    context = await browser.new_context(extra_http_headers=network)
    context.set_default_timeout(_PATIENCE)
    page = await context.new_page()
    seen = 0
    for link in links:
        await page.goto(link)
        buttons = await page.locator(_PRESSED).count()
        fields = await page.locator(_TYPED_INTO).count()
        forms = await page.locator("form").count()
        for number in range(buttons):
            await _after(page, link, f"document.querySelectorAll('{_PRESSED}')[{number}].click()")
        for number in range(forms):
            await _after(page, link, f"document.forms[{number}].submit()")
        for number in range(fields):
            await page.goto(link)
            if await (found := page.locator(_TYPED_INTO).nth(number)).count():
                await found.press("Enter")
                await page.wait_for_load_state()
        seen += 1 + buttons + forms + fields
    await context.close()
    return seen


async def _after(page: Page, link: str, script: str) -> None:
    """Open a link anew, let a script do something to its page, and see where it leads."""
    await page.goto(link)
    try:
        async with page.expect_navigation():
            await page.evaluate(script)
    except Interrupted:  # some buttons lead nowhere
        pass
