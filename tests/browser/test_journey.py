"""A list of nominees travels to its ends, by nothing but mails and pages.

One system, one list, a dossier of each award; the stories come one after another as they would.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.mailbox import Mail, Mailbox
from tests.browser.people import RECORDED, SECRETARIAT, YES, Answer, answer, carry, picture, sign_in

LIST = Path(__file__).resolve().parents[2] / "examples" / "noi-chinh-2019-bo-tu-phap.xlsx"
SECRETARY = "hien.ntt@botuphap.example"

pytestmark = [pytest.mark.browser, pytest.mark.scenario, pytest.mark.xdist_group("system")]


@pytest.fixture(scope="module")
def desk(chromium: Browser, address: str) -> Iterator[Page]:
    """The unit secretary's screen; she stays signed in."""
    context = chromium.new_context(base_url=address, viewport=DESKTOP, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in(page, Mailbox(address), SECRETARY)
    yield page
    context.close()


@pytest.fixture(scope="module")
def codes(desk: Page) -> dict[str, list[str]]:
    """The list, filed from the spreadsheet: dossier codes by award."""
    desk.goto("/submissions/new")
    picture(desk, "upload-desktop")
    desk.set_input_files("input[name=file]", LIST)
    desk.get_by_role("button", name="Kiểm tra danh sách").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Đã đọc")
    picture(desk, "upload-preview-desktop")
    desk.locator("input[name=known]").check()  # the points to note are read
    desk.get_by_role("button", name="Trình danh sách").click()
    expect(desk.locator("main")).to_contain_text("58/TTr-BTP")
    picture(desk, "submission-desktop")
    found: dict[str, list[str]] = {}
    for row in desk.locator("tr:has-text('HS-')").all():
        text = row.inner_text()
        code = re.search(r"HS-\d{4}-\d{6}", text)
        award = next((one for one in _AWARDS if one in text), None)
        if code and award:
            found.setdefault(award, []).append(code.group())
    assert set(found) == set(_AWARDS)
    return found


_AWARDS = (
    "Bằng khen của Thủ tướng",
    "Chiến sĩ thi đua toàn quốc",
    "Cờ thi đua của Chính phủ",
    "Bằng khen cấp bộ",
)


@pytest.mark.parametrize("award", _AWARDS)
def test_a_dossier_of_each_award_reaches_its_award(
    phone: Page, desk: Page, mailbox: Mailbox, codes: dict[str, list[str]], award: str
) -> None:
    code = codes[award][0]
    outcome = carry(phone, mailbox, code)
    assert (outcome.to, "Được khen thưởng" in outcome.subject) == (SECRETARY, True)
    desk.goto(f"/dossiers/{code}")
    expect(desk.locator("main")).to_contain_text("Đã khen thưởng")
    picture(desk, f"awarded-{_AWARDS.index(award)}")


def test_a_dossier_is_declined(
    phone: Page, desk: Page, mailbox: Mailbox, codes: dict[str, list[str]]
) -> None:
    code = codes["Bằng khen của Thủ tướng"][1]
    outcome = carry(phone, mailbox, code, lambda _: ("reject", ""))
    assert outcome.to == SECRETARY
    desk.goto(f"/dossiers/{code}")
    expect(desk.locator("main")).to_contain_text("Không được khen thưởng")


def test_a_dossier_comes_back_is_supplemented_and_passes_in_the_second_round(
    phone: Page, desk: Page, mailbox: Mailbox, codes: dict[str, list[str]]
) -> None:
    code = codes["Chiến sĩ thi đua toàn quốc"][1]

    def head_returns_it(mail: Mail) -> Answer:
        return (
            ("return", "Chưa có giấy chứng nhận sáng kiến.") if "Trưởng ban" in mail.text else YES
        )

    told = carry(phone, mailbox, code, head_returns_it)
    assert told.to == SECRETARY
    assert "Chưa có giấy chứng nhận sáng kiến." in told.text
    desk.goto(f"/dossiers/{code}/resubmit")
    desk.fill("textarea[name=note]", "Đã bổ sung giấy chứng nhận sáng kiến.")
    picture(desk, "resubmit-desktop")
    desk.locator("main form button").last.click()
    expect(desk.locator("main")).to_contain_text(re.compile("lần trình (thứ )?2", re.IGNORECASE))
    outcome = carry(phone, mailbox, code)
    assert "Được khen thưởng" in outcome.subject
    desk.goto(f"/dossiers/{code}")
    picture(desk, "dossier-desktop")


def test_a_link_shows_what_was_decided_when_it_is_opened_again(
    phone: Page, mailbox: Mailbox, codes: dict[str, list[str]]
) -> None:
    mail = mailbox.wait_for(text=codes["Bằng khen cấp bộ"][1])
    phone.goto(f"/dev/mail/{mail.id}")
    picture(phone, "mail-phone")
    assert answer(phone, mail, YES, seen="review-phone")
    phone.goto(mail.link)
    expect(phone.get_by_role("heading", level=1)).to_contain_text(RECORDED)


def test_a_wrong_code_and_a_missing_answer_decide_nothing_and_say_so(
    phone: Page, mailbox: Mailbox, codes: dict[str, list[str]]
) -> None:
    mail = mailbox.wait_for(text=codes["Bằng khen cấp bộ"][1])
    phone.goto(mail.link)
    phone.get_by_role("button", name=re.compile("Gửi|Send")).click()
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.locator("input[name=choice][value=pass]").check(force=True)
    phone.fill("input[name=code]", "000000" if mail.code != "000000" else "111111")
    phone.get_by_role("button", name=re.compile("Gửi|Send")).click()
    expect(phone.locator("main")).to_contain_text("4")
    picture(phone, "review-refused-phone")
    assert answer(phone, mail, YES), "the right code still works"


def test_the_secretariat_sees_where_everything_is(
    desktop: Page, mailbox: Mailbox, codes: dict[str, list[str]]
) -> None:
    sign_in(desktop, mailbox, SECRETARIAT)
    desktop.goto("/stuck")
    picture(desktop, "stuck-desktop")
    desktop.goto("/dossiers")
    picture(desktop, "dossiers-desktop")
    desktop.goto(f"/dossiers?q={codes['Bằng khen cấp bộ'][0]}")
    expect(desktop.locator("main")).to_contain_text(codes["Bằng khen cấp bộ"][0])
