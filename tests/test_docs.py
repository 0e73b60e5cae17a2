"""The documentation says what is so: generated pages are current, links lead somewhere."""

import re
from pathlib import Path

import pytest

from api import reference
from core import settings_reference
from tests.source_code import ROOT, modules, name_of

REFERENCE = ROOT / "docs" / "reference"
DECISIONS = ROOT / "docs" / "decisions"
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
_HEADINGS = ("Context", "Decision", "Consequences", "Alternatives", "Enforced by")
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
_CODE = re.compile(r"```.*?```", re.DOTALL)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (REFERENCE / "settings.md", settings_reference.reference),
        (ROOT / ".env.example", settings_reference.example),
        (REFERENCE / "refusals.md", reference.refusals),
        (REFERENCE / "openapi.json", reference.openapi),
    ],
    ids=["settings", "env-example", "refusals", "openapi"],
)
def test_the_generated_reference_is_current(path: Path, written: object) -> None:
    assert callable(written)
    assert path.read_text(encoding="utf-8") == written(), f"{name_of(path)}: run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        target, _, anchor = link.partition("#")
        place = (page.parent / target).resolve() if target else page
        assert place.exists(), f"{name_of(page)} links to {link}, which is not there"
        if anchor and place.suffix == ".md":
            assert anchor in anchors(place), f"{name_of(page)} links to {link}: no such heading"


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("*.md")), ids=name_of)
def test_a_decision_says_why_what_else_and_what_holds_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    said = set(re.findall(r"^(?:## |\*\*)([\w ]+?)(?:\.\*\*|$)", text, re.MULTILINE))
    assert [one for one in _HEADINGS if one not in said] == []
    assert re.match(rf"# {page.name[:4]}\b", text), "the heading has the page's number"


def test_decisions_that_are_named_exist() -> None:
    numbers = {page.name[:4] for page in DECISIONS.glob("*.md")}
    named = {
        (name_of(path), number)
        for path in [*modules(), *PAGES, ROOT / "pyproject.toml"]
        for number in re.findall(r"decisions/(\d{4})", path.read_text(encoding="utf-8"))
    }
    assert {(path, number) for path, number in named if number not in numbers} == set()


def test_every_package_is_on_the_map() -> None:
    on_the_map = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = {path.parent.relative_to(ROOT).as_posix() for path in modules()}
    assert [name for name in sorted(packages) if f"`{name.split('/')[0]}/" not in on_the_map] == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and its like make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }
