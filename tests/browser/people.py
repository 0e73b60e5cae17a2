"""What people do in front of a browser: sign in, file a list, answer a mail."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.mailbox import Mail, Mailbox

PICTURES = Path(__file__).resolve().parents[2] / "test-output" / "screenshots"
# Several, since nobody gets more than a few codes an hour.
SECRETARIAT, OF_SECRETARIAT = "huong.htl@tdkt.example", "truong.mx@tdkt.example"
AUDITOR = "vinh.tq@tdkt.example"
DECISION = "form[action='/task/decision']"

# What a receipt is headed with; some of the demo's people read English.
RECORDED = re.compile("Đã ghi nhận|is recorded")

# What somebody answers to a mail: the choice's value, and a reason.
Answer = tuple[str, str]
YES: Answer = ("pass", "Hồ sơ đầy đủ, đủ điều kiện, tiêu chuẩn.")


def picture(page: Page, name: str) -> None:
    """Keep the whole page, and what is seen of it at first."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    page.screenshot(path=PICTURES / f"{name}-first.png")


def sign_in(page: Page, mailbox: Mailbox, email: str) -> None:
    """By the code that is mailed."""
    mailbox.pass_over(to=email, text="Mã đăng nhập")
    page.goto("/sign-in")
    page.fill("input[name=email]", email)
    page.click("main form button")
    page.fill("input[name=code]", mailbox.wait_for(to=email, text="Mã đăng nhập").code)
    page.click("main form button")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()


def answer(page: Page, mail: Mail, given: Answer, *, seen: str | None = None) -> bool:
    """Follow a mail's link and answer; False where the step was settled meanwhile."""
    page.goto(mail.link)
    form = page.locator(DECISION)
    if form.count() == 0:
        return False
    if seen:
        picture(page, f"{seen}-asked")
    choice, reason = given
    page.locator(f"input[name=choice][value={choice}]").check(force=True)
    if page.locator("textarea[name=reason]").count():
        page.fill("textarea[name=reason]", reason)
    page.fill("input[name=code]", mail.code)
    form.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(RECORDED)
    if seen:
        picture(page, f"{seen}-decided")
    return True


def carry(
    page: Page, mailbox: Mailbox, code: str, answers: Callable[[Mail], Answer] = lambda _: YES
) -> Mail:
    """Answer every mail about a dossier until one comes that asks nothing; return that one."""
    while True:
        mail = mailbox.wait_for(text=code)
        if not re.search("/r/[\\w-]{43}", mail.text):
            return mail
        answer(page, mail, answers(mail))
