"""The web on a database of the test's own, with mail kept on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import create_app
from core.clock import local_date, now
from core.database import transaction
from core.settings import Settings
from tests.api.browser import Browser
from tests.api.scene import Scene
from tests.builders import Country, a_country


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, database_url=database_url, upload_limit_mb=1)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """Somebody's browser that asks for Vietnamese; nobody is signed in."""
    with TestClient(
        create_app(settings), base_url=settings.base_url, headers={"Accept-Language": "vi"}
    ) as client:
        yield client


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
