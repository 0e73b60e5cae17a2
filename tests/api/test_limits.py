"""Rate limits: tight for a mailbox, generous for a network, counted for all processes alike."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine, text
from starlette.requests import Request

from api.app import create_app
from api.limits import network_of
from approvals.queries import allowances
from core.database import transaction
from core.settings import Settings
from tests.api.browser import Browser
from tests.api.clients import a_client, started
from tests.api.pages.test_new_link import mails_to
from tests.api.scene import Scene
from tests.builders import NOW

MINUTE = timedelta(minutes=1)


def take(engine: Engine, key: bytes = b"k", *, after: float = 0) -> timedelta | None:
    """One of three a minute."""
    now = NOW + timedelta(seconds=after)
    with transaction(engine) as session:
        return allowances.take(session, key, times=3, within=MINUTE, now=now)


def test_a_bucket_gives_what_it_holds_then_what_has_come_back(engine: Engine) -> None:
    assert [take(engine) for _ in range(3)] == [None] * 3
    assert take(engine) == timedelta(seconds=20)
    assert take(engine, after=19) == timedelta(seconds=1)
    assert take(engine, after=20) is None
    assert take(engine, after=21) == timedelta(seconds=19)
    assert [take(engine, after=600) for _ in range(3)] == [None] * 3
    assert take(engine, after=600) is not None


def test_what_is_refused_takes_nothing(engine: Engine) -> None:
    for _ in range(50):
        take(engine)
    assert take(engine, after=20) is None


def test_buckets_are_apart(engine: Engine) -> None:
    for _ in range(4):
        take(engine)
    assert take(engine, b"another") is None


def test_many_at_one_moment_share_no_token(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: take(engine), range(24)))
    assert waits.count(None) == 3


def test_full_buckets_are_forgotten_and_others_are_not(engine: Engine) -> None:
    take(engine, b"old")
    take(engine, b"new", after=30)
    with transaction(engine) as session:
        allowances.forget_full(session, now=NOW + timedelta(seconds=30), limit=10)
        kept = session.execute(text("SELECT key FROM allowance")).scalars().all()
    assert kept == [b"new"]


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("a socket", "a socket"),
        (None, ""),
    ],
)
def test_a_network_is_as_coarse_as_one_subscriber(host: str | None, network: str) -> None:
    client = (host, 4711) if host else None
    assert network_of(Request({"type": "http", "client": client})) == network


def test_one_mailbox_gets_three_codes_in_a_row(scene: Scene) -> None:
    address = scene.country["alice"].email

    def ask(typed: str) -> int:
        scene.client.cookies.clear()
        shown = scene.browser.get("/sign-in")
        return scene.browser.send(shown, "/sign-in", email=typed).status_code

    assert [ask(address) for _ in range(5)] == [200, 200, 200, 429, 429]
    assert ask(f" {address.upper()} ") == 429
    assert ask(scene.country["chair"].email) == 200
    assert [ask("nobody@bangvang.example") for _ in range(4)] == [200, 200, 200, 429]
    assert mails_to(scene, "alice") == 3


def test_whoever_is_refused_is_told_when_to_come_again(scene: Scene) -> None:
    address = scene.country["alice"].email
    *_, answer = [
        scene.browser.send(scene.browser.get("/sign-in"), "/sign-in", email=address)
        for _ in range(4)
    ]
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 30
    assert f"{answer.headers['retry-after']} giây" in answer.text


@pytest.fixture
def narrow(emptied_url: str, engine: Engine, settings: Settings) -> Iterator[FastAPI]:  # noqa: ARG001 -- which empties the database
    """The application where a network may ask five times a minute."""
    tight = settings.model_copy(
        update={"requests_per_minute": 5, "database_url": SecretStr(emptied_url)}
    )
    app = create_app(tight)
    with started(app):
        yield app


def browser_at(app: FastAPI, settings: Settings, host: str) -> Browser:
    return Browser(a_client(app, settings.base_url, client=(host, 4711)))


@pytest.mark.parametrize("path", ["/r/x", "/sign-in"])
def test_a_network_that_asks_too_often_waits_and_others_do_not(
    narrow: FastAPI, settings: Settings, path: str
) -> None:
    one = browser_at(narrow, settings, "203.0.113.1")
    neighbour = browser_at(narrow, settings, "203.0.113.200")
    stranger = browser_at(narrow, settings, "198.51.100.1")
    asked = [one.client.get(path, follow_redirects=False) for _ in range(6)]
    assert [answer.status_code == 429 for answer in asked] == [False] * 5 + [True]
    assert asked[-1].headers["retry-after"] == "12"
    assert neighbour.client.get(path, follow_redirects=False).status_code == 429
    assert stranger.client.get(path, follow_redirects=False).status_code != 429


def test_what_is_not_about_links_or_signing_in_has_no_limit(
    narrow: FastAPI, settings: Settings
) -> None:
    one = browser_at(narrow, settings, "203.0.113.1")
    assert {one.client.get("/task").status_code for _ in range(12)} == {404}


def test_no_address_and_no_network_is_kept(scene: Scene) -> None:
    shown = scene.browser.get("/sign-in")
    scene.browser.send(shown, "/sign-in", email=scene.country["alice"].email)
    with transaction(scene.engine) as session:
        kept = session.execute(text("SELECT encode(key, 'hex'), length(key) FROM allowance")).all()
    assert {length for _, length in kept} == {32}
