"""Pages for everybody: no serious fault by axe, nothing cut off at 360 px, all by keyboard."""

import re
from collections.abc import Iterator, Sequence

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.mailbox import Mail, Mailbox
from tests.browser.people import AUDITOR, RECORDED, SECRETARIAT, sign_in

NARROW: ViewportSize = {"width": 360, "height": 740}
SECRETARY = "hien.ntt@botuphap.example"
GRAVE = {"serious", "critical"}
OF_COLOURS = ("color-contrast", "link-in-text-block")  # nothing else differs in the dark
_ASK_AXE = """async only => {
  const results = await axe.run({resultTypes: ["violations"], ...(only.length && {runOnly: only})});
  return results.violations;
}"""

# What somebody signed in meets, by who they are.
OFFICE = ("/dossiers", "/stuck", "/submissions", "/preferences", "/account", "/figures")
DOCKETS = ("/dockets", "/dockets/new")
AUDITING = ("/audit", "/audit/day")
FILING = (
    *("/submissions/new", "/inbox", "/rules", "/rules/nd152-2025"),
    "/rules/nd98-2023/compare/nd152-2025",
)
EVERYBODY = ("/sign-in", "/honours", "/dev/mail")

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


@pytest.fixture(scope="module")
def asked(address: str) -> Mail:
    """A mail that asks somebody to decide, who reads Vietnamese."""
    return next(
        mail for mail in Mailbox(address).unread() if "/r/" in mail.text and "Ông/Bà" in mail.text
    )


@pytest.fixture(scope="module")
def reviewer(chromium: Browser, address: str, asked: Mail) -> Iterator[Page]:
    """Somebody with tasks, signed in."""
    yield from signed_in(chromium, address, asked.to)


@pytest.fixture(scope="module")
def secretariat(chromium: Browser, address: str) -> Iterator[Page]:
    yield from signed_in(chromium, address, SECRETARIAT)


@pytest.fixture(scope="module")
def secretary(chromium: Browser, address: str) -> Iterator[Page]:
    yield from signed_in(chromium, address, SECRETARY)


@pytest.fixture(scope="module")
def auditor(chromium: Browser, address: str) -> Iterator[Page]:
    yield from signed_in(chromium, address, AUDITOR)


def signed_in(chromium: Browser, address: str, email: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, viewport=DESKTOP, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in(page, Mailbox(address), email)
    yield page
    context.close()


def test_a_public_consultation_with_its_form(desktop: Page) -> None:
    is_for_everybody(desktop, "/consultations")
    desktop.goto("/consultations")
    posted = desktop.locator("main h2 a").first.get_attribute("href")
    assert posted is not None
    is_for_everybody(desktop, posted)


@pytest.mark.parametrize("path", EVERYBODY)
def test_pages_for_everybody(desktop: Page, path: str) -> None:
    is_for_everybody(desktop, path)


@pytest.mark.parametrize("path", OFFICE)
def test_pages_of_the_secretariat(secretariat: Page, path: str) -> None:
    is_for_everybody(secretariat, path)


@pytest.mark.parametrize("path", FILING)
def test_pages_of_a_unit(secretary: Page, path: str) -> None:
    is_for_everybody(secretary, path)


@pytest.mark.parametrize("path", AUDITING)
def test_pages_of_auditors(auditor: Page, path: str) -> None:
    is_for_everybody(auditor, path)


def test_a_history_is_moved_through_by_keyboard(auditor: Page) -> None:
    auditor.goto("/audit")
    history = auditor.locator("main table a[href*='/history']").first.get_attribute("href")
    assert history is not None
    is_for_everybody(auditor, history)
    auditor.goto(history)
    reached(auditor, "input[type=range]")
    auditor.keyboard.press("Home")
    expect(auditor.locator("#then .moment")).to_have_attribute("data-seq", "1")
    auditor.keyboard.press("ArrowRight")
    expect(auditor.locator("#then .moment")).to_have_attribute("data-seq", "2")
    expect(auditor.locator("#event-list a[aria-current]")).to_have_attribute("data-seq", "2")


@pytest.mark.parametrize("path", DOCKETS)
def test_dockets(secretariat: Page, path: str) -> None:
    is_for_everybody(secretariat, path)


def test_a_docket_that_was_just_opened(secretariat: Page) -> None:
    secretariat.goto("/dockets/new")
    if secretariat.locator("select[name=body]").count():
        secretariat.select_option("select[name=body]", index=1)
    secretariat.fill("input[name=title]", "Phiên họp thứ hai")
    secretariat.fill("input[name=sitting_on]", "2030-01-15")
    secretariat.get_by_role("button", name="Lập danh sách").click()
    expect(secretariat).to_have_url(re.compile("/dockets/[0-9a-f-]{36}/add"))
    is_for_everybody(secretariat, secretariat.url)
    is_for_everybody(secretariat, secretariat.url.removesuffix("/add"))


def test_what_waits_is_chosen_and_decided_together_by_keyboard(reviewer: Page) -> None:
    is_for_everybody(reviewer, "/inbox/decide")
    reviewer.goto("/inbox/decide")
    reached(reviewer, "input[type=radio]")
    reviewer.keyboard.press("Space")
    expect(reviewer.locator("input[type=radio]:checked").first).to_be_attached()
    reached(reviewer, "main form button[type=submit]")


def test_the_inbox_and_a_task(reviewer: Page) -> None:
    is_for_everybody(reviewer, "/inbox")
    task = reviewer.locator("main a[href^='/task/']").first.get_attribute("href")
    assert task is not None
    is_for_everybody(reviewer, task)


def test_the_mailed_task_and_what_is_wrong_with_it(desktop: Page, asked: Mail) -> None:
    is_for_everybody(desktop, asked.link)
    desktop.get_by_role("button", name=re.compile("Gửi|Send")).first.click()
    expect(desktop.get_by_role("alert")).to_be_visible()
    assert faults(desktop) == []


def test_a_task_is_decided_by_keyboard_alone(desktop: Page, mailbox: Mailbox) -> None:
    mail = next(mail for mail in mailbox.unread() if "/r/" in mail.text)
    desktop.goto(mail.link)
    reached(desktop, "input[name=choice]")
    desktop.keyboard.press("Space")
    if desktop.locator("textarea[name=reason]").count():
        reached(desktop, "textarea[name=reason]")
        desktop.keyboard.type("Hồ sơ đầy đủ.")
    reached(desktop, "input[name=code]")
    desktop.keyboard.type(mail.code)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(RECORDED)


def test_a_page_with_faults_is_found_out(desktop: Page) -> None:
    desktop.set_content("<html><title>x</title><input><img src='x.png'><p style='width:2000px'>")
    assert {"image-alt", "label"} <= {fault.split()[0] for fault in faults(desktop)}


def is_for_everybody(page: Page, path: str) -> None:
    """Not more than one screen wide, light and dark, and without a grave fault."""
    answered = page.goto(path)
    assert answered is not None
    assert answered.ok, f"{path}: {answered.status}"
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in faults(page, only=OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.set_viewport_size(DESKTOP)
    assert (found, max(0, overflow)) == ([], 0)


def faults(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """What axe finds that keeps somebody out: rule, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_ASK_AXE, [*only])
    return [
        f"{fault['id']} at {node['target']}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def reached(page: Page, selector: str, *, within: int = 80) -> None:
    """Press Tab until the focus is there, and see that it shows."""
    for _ in range(within):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.evaluate("(e, s) => e.matches(s)", selector):
            outline = focused.evaluate(
                "e => [e, e.parentElement, e.nextElementSibling].filter(Boolean).some("
                "x => getComputedStyle(x).outlineStyle !== 'none' || "
                "getComputedStyle(x).boxShadow !== 'none')"
            )
            assert outline, f"no visible focus on {selector}"
            return
    raise AssertionError(f"{selector} is not reached by keyboard")
