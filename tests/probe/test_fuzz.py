"""Bad inputs by the hundred: none is accepted, none breaks anything, none leaves a row behind."""

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import select

from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.mail import Message
from models.tables import METADATA
from tests.access_table import TABLE
from tests.access_world import World, a_world
from tests.builders import pass_gate
from tests.conftest import fresh_database
from tests.notifications.signed import SendGridKey
from tests.probe.bad_requests import Bad, Ground, bad
from tests.probe.length import length

_KEY = SendGridKey()
_OFTEN = 10**6  # limits for a network are proved elsewhere
# Counted limits, and what looking at pages counts anew.
_ASIDE = {"allowance", "open_dossier", "changed_dossier", "surveyed"}
_ENDING = {"POST /sign-out"}  # would end what all others need


@pytest.fixture(scope="module")
def world(maintenance: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with (
        fresh_database(maintenance) as database_url,
        a_world(
            database_url,
            tmp_path_factory.mktemp("home"),
            sendgrid_webhook_key=_KEY.public,
            requests_per_minute=_OFTEN,
        ) as world,
    ):
        yield world


# Starlette leaves the spooled file of a form that breaks off to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_nothing_bad_is_taken_and_nothing_is_left_behind(world: World) -> None:
    probe, faults, kinds = length(), [], Counter[str]()
    draw, ground = Random(probe.seed), _ground(world)  # noqa: S311 -- to be repeated
    for name in ("alice", "secretariat", "administrator", "dan", "anonymous"):
        world.become(name)
        world.nonce(name)
    before = _rows(world)
    for number in range(probe.inputs):
        one = bad(draw, ground)
        kinds[one.kind.split(" ")[0].rstrip(":")] += 1
        wrong = _wrong(world, one)
        after = _rows(world)
        if wrong or after != before:
            faults.append(f"{number}: {one.kind}: {wrong}{_more(before, after)}")
        before = after
    print(f"{probe.inputs} bad inputs, seed {probe.seed}: {dict(kinds)}")  # noqa: T201 -- with -s
    assert not faults, "\n".join(faults)


def _wrong(world: World, one: Bad) -> str:
    """What is wrong with the answer; empty when it is a refusal."""
    try:
        status = _send(world, one).status_code
    except Exception as error:  # noqa: BLE001 -- which a server would answer with 500
        return repr(error)[:300]
    return str(status) if status >= 500 or (one.refused and status < 400) else ""


def _send(world: World, one: Bad) -> Response:
    world.become(one.who)
    if one.file is not None:
        form = {"nonce": world.nonce(one.who)}
        return world.ask(one.who, one.method, one.path, data=form, files={"file": one.file})
    headers: dict[str, Any] = {name: value.encode("latin-1") for name, value in one.headers.items()}
    answered = world.ask(one.who, one.method, one.path, headers, content=one.content)
    if one.kind == "link":  # it leads on whatever it is; what it leads to must be nothing
        shown = world.ask(one.who, "GET", "/task")
        return shown if shown.status_code < 400 or answered.status_code < 400 else answered
    return answered


def _ground(world: World) -> Ground:
    scene, ids = world.scene, world.ids["ours"]
    with transaction(scene.engine) as session:
        dossiers = session.exec(select(Dossier)).all()
        waiting = next(one for one in dossiers if one.code == world.ids["theirs"]["code"])
    scene.announce(waiting.id)
    link = scene.mailed_to("dans_chair").token
    third = scene.filed(number="3/TTr-BTP", name="Hà Văn Ba")
    closed = scene.mailed_to("chair").token
    with transaction(scene.engine) as session:
        pass_gate(session, session.get_one(Dossier, third.id), now=now())
        message_id = session.exec(select(Message.id)).first()
    forms, json = [], []
    for route, access in TABLE.items():
        method, path = route.split(" ", 1)
        address = (access.at or path.replace(":uuid", "")).format_map(ids)
        if (access.form is not None or access.file is not None) and route not in _ENDING:
            forms.append((address, [*(access.form or {}), "nonce", "file"]))
        if access.json:
            json.append((method, address))
    return Ground(ids["code"], _KEY, str(message_id), link, closed, forms, json)


def _rows(world: World) -> Mapping[str, int]:
    """How many there are in each table."""
    with world.scene.engine.connect() as connection:
        return dict(connection.exec_driver_sql(_COUNTING).tuples().all())


def _more(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    changes = {name: after[name] - before[name] for name in after}
    return " ".join(f"{name} {change:+}" for name, change in changes.items() if change)


_COUNTING = " UNION ALL ".join(
    f"SELECT '{table}', count(*) FROM \"{table}\""  # noqa: S608 -- names of our own
    for table in sorted({*METADATA.tables} - _ASIDE)
)
