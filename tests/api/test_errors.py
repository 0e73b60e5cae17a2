"""Every refusal has a status, and people read it in their language."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import api
import approvals
from api.pages.rendering import refusal_in
from api.statuses import STATUS
from core.refusal import Refusal
from tests.api.browser import Browser


def leaves(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from leaves(one)


def every_refusal() -> set[type[Refusal]]:
    """Those the web can meet; the floor's own stop a process from starting."""
    for package in (approvals, api):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return {kind for kind in leaves(Refusal) if kind.__module__.startswith(("approvals", "api"))}


def test_the_table_covers_every_refusal() -> None:
    assert set(STATUS) == every_refusal()


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [("vi", "Không tìm thấy", "Không có trang này."), ("en", "Not found", "no such page")],
)
def test_a_page_that_is_not_there_says_so(
    browser: Browser, language: str, title: str, words: str
) -> None:
    answer = browser.get("/nowhere", **{"Accept-Language": language})
    assert answer.status_code == 404
    assert f"<h1>{title}</h1>" in answer.text.replace("\n", "")
    assert words in answer.text


def test_programs_get_problem_details(browser: Browser) -> None:
    answer = browser.get("/api/v1/nowhere", **{"Accept-Language": "en"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "page_not_found"


def test_a_wrong_method_is_refused(browser: Browser) -> None:
    assert browser.client.post("/inbox", headers=browser.headers).status_code == 405


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, id=kind.code) for kind in sorted(STATUS, key=lambda kind: kind.code)],
)
def test_every_refusal_is_said_in_vietnamese(kind: type[Refusal]) -> None:
    template = getattr(kind, "template", None)
    assert template
    probe = kind.__new__(kind)
    probe.facts = dict.fromkeys(_names(template), 1)
    assert refusal_in("vi", probe) != refusal_in("en", probe)


def _names(template: str) -> list[str]:
    return [part.partition(")")[0] for part in template.split("%(")[1:]]
