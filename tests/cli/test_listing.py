"""Tables line up whatever script names are in, and JSON keeps its letters."""

from pathlib import Path

import pytest

from cli.example_lists import NoExamples, read_toml
from cli.listing import show, table, tell
from tests.cli.conftest import Command


def test_columns_line_up_by_what_a_terminal_shows() -> None:
    rows = [
        {"name": "Trần Thị Ánh", "old": True, "parts": ("a", "b"), "note": None},
        {"name": "李四", "old": False, "parts": (), "note": "x"},
    ]
    assert table(rows).splitlines() == [
        "name          old  parts  note",
        "Trần Thị Ánh  yes  a, b   –",
        "李四          no   –      x",
    ]


def test_an_empty_list_is_said_in_words_and_as_an_empty_array(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show([], as_json=False, nothing="Nobody found.")
    show([], as_json=True, nothing="Nobody found.")
    assert capsys.readouterr().out == "Nobody found.\n[]\n"


def test_json_keeps_vietnamese_letters(capsys: pytest.CaptureFixture[str]) -> None:
    tell("…", {"name": "Đỗ Thị Ớt"}, as_json=True)
    assert capsys.readouterr().out == '{"name": "Đỗ Thị Ớt"}\n'


def test_people_read_a_table_and_scripts_an_array(bangvang: Command) -> None:
    bangvang("body", "add", "bo-y-te", "Bộ Y tế", "--kind", "ministry", "--since", "1/1/2020")
    assert bangvang("body", "list").out.splitlines()[0].split() == [
        *("slug", "kind", "name", "symbol", "since", "until")
    ]
    assert isinstance(bangvang("body", "list", "--json").json, list)


def test_without_the_examples_the_demo_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(NoExamples):
        read_toml(tmp_path / "country.toml")
