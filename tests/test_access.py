"""Every route, for everybody: who gets what stands in one table, and nothing is changed."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import Engine

from api.app import routers
from core.settings import Settings
from tests.access_cast import CAST, NATIONAL, Access
from tests.access_table import TABLE
from tests.access_world import ANONYMOUS, World, a_world
from tests.conftest import fresh_database

_NOTING = {"journal", "event", "event_text", "unsealed"}
_CHANGING = {"staff_session", "sign_in", "idempotency", "message", "local_mail"}  # about people
_REPEATING = {
    "open_dossier",
    "changed_dossier",
    "surveyed",
    "document",
}  # what other tables say, made anew for whoever looks

# What does not exist is refused to whoever files, and to whoever sees everything, as to nobody.
_FOR_NOBODYS = {ANONYMOUS, "alice", *NATIONAL}


@pytest.fixture(scope="module")
def world(maintenance: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with (
        fresh_database(maintenance) as database_url,
        a_world(database_url, tmp_path_factory.mktemp("home")) as world,
    ):
        yield world


def test_every_route_is_in_the_table() -> None:
    routes = {
        f"{method} {route.path}"
        for router in routers(Settings())
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert routes == set(TABLE)


def test_the_table_knows_everybody(world: World) -> None:
    assert set(world.scene.country.people) == CAST


@pytest.mark.parametrize("route", TABLE)
def test_everybody_gets_what_the_table_says(world: World, route: str) -> None:
    access, before = TABLE[route], dict(world.kept) or _kept(world)
    world.kept.clear()
    sides = ("ours", "theirs", "nobodys") if "{" in (access.at or route) else ("ours",)
    expected, seen = {}, {}
    for name in (ANONYMOUS, *sorted(CAST)):
        world.become(name)
        for side in sides:
            if side == "nobodys" and name not in _FOR_NOBODYS:
                continue
            expected[name, side] = access.status(name, side)
            seen[name, side] = _ask(world, name, route, access, world.ids[side])
    wrong = {key: (seen[key], expected[key]) for key in seen if seen[key] != expected[key]}
    if route == "POST /sign-out":
        world.forget()
    assert wrong == {}, "seen, expected"
    changing = _NOTING if access.noted else set()
    world.kept.update(_kept(world))
    kept = {table: rows for table, rows in world.kept.items() if table not in changing}
    assert kept == {table: before[table] for table in kept}


def _ask(world: World, name: str, route: str, access: Access, ids: Mapping[str, str]) -> int:
    method, path = route.split(" ", 1)
    sent: dict[str, Any] = {"headers": access.headers}
    if access.json is not None:
        sent["json"] = _filled(access.json, ids)
    if access.content is not None:
        sent["content"] = access.content
    if access.form is not None or access.file is not None:
        sent["data"] = {"nonce": world.nonce(name)} | _filled(access.form or {}, ids)
    if access.file is not None:
        sent["files"] = {"file": access.file}
    address = (access.at or path.replace(":uuid", "")).format_map(ids)
    return world.ask(name, method, address, **sent).status_code


def _filled(sent: Mapping[str, object], ids: Mapping[str, str]) -> dict[str, object]:
    return {
        key: value.format_map(ids) if isinstance(value, str) else value
        for key, value in sent.items()
    }


def _kept(world: World) -> Mapping[str, list[str]]:
    return {
        table: rows
        for table, rows in world.scene.dump().items()
        if table not in _CHANGING | _REPEATING
    }
