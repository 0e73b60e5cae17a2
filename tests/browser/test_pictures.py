"""The pictures of the dashboard are drawn, narrowed, clicked, and nothing is lost without them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.mailbox import Mailbox
from tests.browser.people import AUDITOR, sign_in
from tests.browser.test_accessibility import faults, is_for_everybody

PATH = "/stuck/pictures"
DRAWN = "[data-picture][data-drawn] canvas"
_TELL = """addEventListener("securitypolicyviolation", found =>
  console.error(`${found.violatedDirective}: ${found.sourceFile}`));"""
_DOTS = """() => echarts.getInstanceByDom(document.querySelector("[data-picture*=ageing]"))
  .getOption().series[0].data.length"""
_FIRST_DOT = """() => {
  const box = document.querySelector("[data-picture*=ageing]");
  box.scrollIntoView();
  const chart = echarts.getInstanceByDom(box);
  const [dot] = chart.getOption().series[0].data;
  const [x, y] = chart.convertToPixel({seriesIndex: 0}, dot.value);
  const corner = box.getBoundingClientRect();
  return {x: corner.left + x, y: corner.top + y, url: dot.url};
}"""

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("system")]


@pytest.fixture(scope="module")
def watched(chromium: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """The secretariat's browser, and whatever it complains about."""
    context = chromium.new_context(base_url=address, viewport=DESKTOP, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(_TELL)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, Mailbox(address), AUDITOR)
    yield page, complaints
    context.close()


def all_drawn(page: Page) -> None:
    expect(page.locator(DRAWN)).to_have_count(page.locator("[data-picture]").count())
    expect(page.locator(".picture__table[open]")).to_have_count(0)


def test_they_are_drawn_without_a_complaint(watched: tuple[Page, list[str]]) -> None:
    page, complaints = watched
    page.goto(PATH)
    assert page.locator("[data-picture]").count() >= 2
    all_drawn(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        all_drawn(page)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("[data-picture*=ageing]")).to_have_attribute(
        "data-drawn", re.compile(r"^3\d\d$")
    )
    page.set_viewport_size(DESKTOP)
    assert complaints == []


def test_a_filter_narrows_them_and_a_dot_opens_its_dossier(
    watched: tuple[Page, list[str]],
) -> None:
    page, complaints = watched
    page.emulate_media(reduced_motion="reduce")  # dots stand still
    page.goto(PATH)
    all_drawn(page)
    everything = page.evaluate(_DOTS)
    page.goto(f"{PATH}?stage=unit")
    all_drawn(page)
    assert 0 < page.evaluate(_DOTS) < everything
    dot = page.evaluate(_FIRST_DOT)
    page.mouse.click(dot["x"], dot["y"])
    expect(page).to_have_url(re.compile("/dossiers/HS-"))
    assert complaints == []


def test_they_are_for_everybody(watched: tuple[Page, list[str]]) -> None:
    page, _ = watched
    is_for_everybody(page, PATH)
    page.goto(PATH)
    all_drawn(page)
    for table in page.locator(".picture__table summary").all():
        table.click()
    assert faults(page) == []


def test_the_tables_stand_open_where_nothing_can_be_drawn(
    watched: tuple[Page, list[str]],
) -> None:
    page, complaints = watched
    page.route("**/stuck/pictures/*", lambda route: route.abort())
    page.goto(PATH)
    pictures = page.locator("[data-picture]").count()
    expect(page.locator(".picture__table[open]")).to_have_count(pictures)
    expect(page.locator("[data-picture]:visible")).to_have_count(0)
    page.unroute_all()
    complaints.clear()  # of what was cut off here


def test_on_paper_there_are_tables(watched: tuple[Page, list[str]]) -> None:
    page, _ = watched
    page.goto(PATH)
    all_drawn(page)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".picture__chart:visible")).to_have_count(0)
    expect(page.locator(".picture__table table:visible")).to_have_count(
        page.locator("[data-picture]").count()
    )
    page.emulate_media(media="screen")
