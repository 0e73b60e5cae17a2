"""Which language a page is in."""

import pytest

from core.database import transaction
from models.bodies import Person
from models.enums import Language
from tests.api.browser import Browser
from tests.api.scene import Scene


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("vi", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("en-US,en;q=0.9,vi;q=0.8", "vi"),  # an office's browser, set to English
        ("fr,de;q=0.5", "vi"),
        ("", "vi"),
        (",;=,", "vi"),
    ],
)
def test_the_browser_is_asked_first(browser: Browser, wanted: str, language: str) -> None:
    shown = browser.get("/sign-in", **{"Accept-Language": wanted})
    assert f'<html lang="{language}">' in shown.text
    assert shown.headers["content-language"] == language


def test_a_choice_is_remembered(browser: Browser) -> None:
    assert '<html lang="en">' in browser.get("/sign-in?lang=en").text
    assert '<html lang="en">' in browser.get("/sign-in").text
    assert '<html lang="vi">' in browser.get("/sign-in?lang=vi").text


def test_a_language_there_is_not_is_no_choice(browser: Browser) -> None:
    assert '<html lang="vi">' in browser.get("/sign-in?lang=xx").text
    assert "bv-language" not in browser.client.cookies


def test_the_switch_keeps_the_address(browser: Browser) -> None:
    shown = browser.get("/sign-in?next=/inbox")
    assert 'href="/sign-in?next=%2Finbox&amp;lang=en"' in shown.text


def test_signed_in_people_are_addressed_in_their_own(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        person = session.get_one(Person, scene.country["minister"].id)
        person.language = Language.EN
    assert '<html lang="en">' in scene.sign_in("minister").text
    assert '<html lang="vi">' in scene.browser.get("/inbox?lang=vi").text
