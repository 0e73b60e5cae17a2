"""What the security pages call met can be looked up: every pointer leads to something."""

import re

import pytest

from tests.source_code import ROOT

PAGES = ("SECURITY.md", "docs/security.md")
_POINTER = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.\w+|[\w-]+\.lock)(?:::(\w+))?`")
_ROW = re.compile(r"^\| (\d+\.\d[^|]*) \| ([^|]*) \| (.*) \|$", re.MULTILINE)
_STANDINGS = {"met", "partly", "not"}


def rows() -> list[tuple[str, str, str]]:
    return _ROW.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_every_pointer_leads_to_a_file_and_to_a_test_in_it(page: str) -> None:
    found = _POINTER.findall((ROOT / page).read_text(encoding="utf-8"))
    assert len(found) > 10
    for path, name in found:
        assert (ROOT / path).is_file(), f"{page} points to {path}, which is not there"
        content = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in content, f"{path} has no {name}"


def test_every_row_stands_somewhere_and_what_is_met_says_where() -> None:
    assert len(rows()) > 50
    assert {stands for _, stands, _ in rows()} == _STANDINGS
    assert [
        row for row, stands, where in rows() if stands == "met" and not _POINTER.search(where)
    ] == []


def test_no_row_stands_twice() -> None:
    names = [row.split()[0] for row, _, _ in rows()]
    assert sorted(names) == sorted(set(names))
