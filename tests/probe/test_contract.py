"""What programs meet: whatever is sent, as whoever, answers are those that are described."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from tests.access_world import World, a_world
from tests.conftest import fresh_database
from tests.probe.contract import Caller, tried
from tests.probe.length import length

_NAMED = ("code", "submission_id", "assignment_id", "attachment_id", "docket_id")


@pytest.fixture(scope="module")
def world(maintenance: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One for all: what earlier requests did to it is part of the game."""
    with (
        fresh_database(maintenance) as database_url,
        a_world(database_url, tmp_path_factory.mktemp("home")) as world,
    ):
        yield world


# Who sees the most; and for long also who files, who judges, and who must never see it.
_ROLES = ["secretariat", *(["alice", "appraiser", "dan"] if length().is_long else [])]


@pytest.mark.parametrize("name", _ROLES)
def test_every_answer_is_one_that_is_described(world: World, name: str) -> None:
    app = world.scene.client.app
    assert isinstance(app, FastAPI)
    known = {key: sorted(ids[key] for ids in world.ids.values()) for key in _NAMED}
    caller = Caller(world.program(name), known | {"rule_set_id": ["nd98-2023"]})
    probe = length()
    found = tried(app, world.scene.settings.base_url, caller, probe)
    print(f"{name}: {found.requests} requests, seed {probe.seed}")  # noqa: T201 -- with -s
    assert found.faults == {}
    assert found.requests
