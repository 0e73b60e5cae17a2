"""An empty database becomes one with something at every stage and in every state."""

from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from cli.demo import LISTS, fill
from cli.demo_stories import Step
from cli.example_lists import FOLDER, read_list
from core.clock import local_date, now
from tests.cli.conftest import Command


def test_the_demo_shows_everything_once_and_leaves_the_examples_to_import(
    bangvang: Command,
) -> None:
    """One story, since filling a database takes seconds."""
    said = bangvang("demo", "--json").json
    assert said["filled"] is True
    assert {"secretary", "head", "auditor"} <= {seat["office"] for seat in said["seats"]}
    rows = bangvang("dossier", "list", "--json").json
    _shows_everything(rows)

    again = bangvang("demo")
    assert again.out == "The database holds something already: nothing was added.\n"
    assert bangvang("dossier", "list", "--json").json == rows
    # It was entered just now: nothing waits for the engine since the days of its stories.
    causes = {row["stuck"] for row in bangvang("dossier", "list", "--json").json}
    assert {"consultation_running", "never_opened", "on_hold", "opened_undecided"} <= causes

    for name in ("noi-chinh-2019-bo-tu-phap", "tong-hop-2018-bo-noi-vu"):
        answer = bangvang("import", str(FOLDER / f"{name}.xlsx"), "--json")
        assert answer.code == 0, answer.out
    imported = bangvang("dossier", "list", "--body", "bo-tu-phap", "--json").json
    assert [row["stage"] for row in imported] == ["unit"] * 15


def _shows_everything(rows: list[dict[str, Any]]) -> None:
    states = {"under_review", "returned", "awarded", "declined", "withdrawn"}
    assert {row["state"] for row in rows} == states
    waiting = [row for row in rows if row["state"] == "under_review"]
    stages = {"unit", "bloc", "central_board", "final_authority"}
    assert {row["stage"] for row in waiting} == stages
    assert all(row["holders"] for row in waiting)
    awards = {"bk-ttg", "cstdtq", "co-cp", "bk-bo"}
    assert {row["award"] for row in rows if row["state"] == "awarded"} == awards
    assert max(row["round"] for row in rows) == 2
    today = local_date(now()).isoformat()
    assert any(row["due"] < today for row in waiting if row["due"])


def test_the_demo_is_for_development(bangvang: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANGVANG_MODE", "production")
    monkeypatch.setenv("BANGVANG_SECRET_KEY", "k" * 32)
    monkeypatch.setenv("BANGVANG_SENDGRID_API_KEY", "k")
    monkeypatch.setenv("BANGVANG_SEAL_KEY", b64encode(bytes(32)).decode())
    monkeypatch.setenv("BANGVANG_PUBLIC_URL", "https://bangvang.example")
    assert bangvang("demo", "--json").json["code"] == "demo_not_here"


def test_the_demo_works_in_the_first_days_of_a_year(session: Session) -> None:
    """Its submissions then are of the year before: blocs and campaign must reach back."""
    lists = [read_list(path) for path in LISTS]
    fill(session, lists, today=date(2027, 1, 4), advance=lambda: None)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_story_ends_before_today(path: Path) -> None:
    written = read_list(path)
    for story in written.stories:
        assert sum(Step.parse(line).after for line in story) < written.submitted


def test_a_step_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no step of a story"):
        Step.parse("soon pass")
