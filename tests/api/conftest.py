"""The web on a database of the test's own, with mail kept on this machine."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import Engine

from api.app import create_app
from core.clock import local_date, now
from core.database import transaction
from core.settings import Settings
from tests.api.browser import Browser
from tests.api.clients import a_client, started
from tests.api.scene import Scene
from tests.approvals.authenticator import Authenticator
from tests.builders import Country, a_country

STRICT_SITE = "http://localhost:8600"  # passkeys need a name, not a number


@pytest.fixture(scope="session")
def running_app(
    emptied_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FastAPI, Settings]]:
    """The application, put together and connected once: that takes longer than most tests."""
    settings = Settings(
        home=tmp_path_factory.mktemp("home"),
        database_url=SecretStr(emptied_url),
        upload_limit_mb=1,
    )
    app = create_app(settings)
    with started(app):
        yield app, settings


@pytest.fixture
def settings(running_app: tuple[FastAPI, Settings]) -> Settings:
    return running_app[1]


@pytest.fixture
def client(running_app: tuple[FastAPI, Settings], engine: Engine) -> TestClient:  # noqa: ARG001 -- which empties the database
    """Somebody's browser that asks for Vietnamese; nobody is signed in."""
    app, settings = running_app
    return a_client(app, settings.base_url, headers={"Accept-Language": "vi"})


@pytest.fixture
def browser(client: TestClient) -> Browser:
    return Browser(client)


@pytest.fixture
def country(engine: Engine) -> Country:
    """Bodies and people, committed, with seats held today."""
    with transaction(engine) as session:
        return a_country(session, today=local_date(now()))


@pytest.fixture
def scene(client: TestClient, engine: Engine, settings: Settings, country: Country) -> Scene:
    return Scene(client=client, engine=engine, settings=settings, country=country)


@pytest.fixture(scope="session")
def strict_app(
    emptied_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FastAPI, Settings]]:
    """The application as production has it: where the rules say `login`, it insists."""
    settings = Settings(
        home=tmp_path_factory.mktemp("home"),
        database_url=SecretStr(emptied_url),
        public_url=STRICT_SITE,
        insist_on_login=True,
    )
    app = create_app(settings)
    with started(app):
        yield app, settings


@pytest.fixture
def strict_scene(strict_app: tuple[FastAPI, Settings], engine: Engine, country: Country) -> Scene:
    app, settings = strict_app
    client = a_client(app, STRICT_SITE, headers={"Accept-Language": "vi"})
    return Scene(client=client, engine=engine, settings=settings, country=country)


@pytest.fixture
def device() -> Authenticator:
    """Somebody's phone, for the strict application."""
    return Authenticator(STRICT_SITE)
