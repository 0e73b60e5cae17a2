"""Scripts of everybody's, and a dossier for them to work on."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from core.clock import now
from core.database import transaction
from core.settings import Settings
from models.dossiers import Dossier
from tests.api.programs import Program, token_of
from tests.builders import Country, a_dossier

ActAs = Callable[[str], Program]


@pytest.fixture
def act_as(client: TestClient, engine: Engine, settings: Settings, country: Country) -> ActAs:
    """A script of one of the country's people."""

    def act(name: str) -> Program:
        return Program(client, token_of(engine, settings, country[name]))

    return act


@pytest.fixture
def nobody(client: TestClient) -> Program:
    """A script without a token."""
    return Program(client, None)


@pytest.fixture
def dossier(engine: Engine, country: Country) -> Dossier:
    """For the ministry's own award, before the ministry's council."""
    with transaction(engine) as session:
        return a_dossier(session, country, now=now())
