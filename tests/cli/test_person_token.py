"""`bangvang person token`: what scripts sign in with."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import create_app
from core.database import transaction
from core.settings import Settings
from tests.builders import Country, a_country
from tests.cli.conftest import Command


@pytest.fixture
def country(engine: Engine) -> Country:
    with transaction(engine) as session:
        return a_country(session)


def asks(settings: Settings, token: str) -> int:
    """The status of a request with this token."""
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        answered = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
        return int(answered.status_code)


@pytest.mark.usefixtures("country")
def test_a_token_speaks_to_the_api_until_its_person_is_signed_out(
    bangvang: Command, database_url: str, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path, database_url=database_url)
    token = bangvang("person", "token", "alice@bangvang.example").out.strip()
    assert asks(settings, token) == 200
    assert bangvang("person", "sign-out", "alice@bangvang.example").code == 0
    assert asks(settings, token) == 401


@pytest.mark.usefixtures("country")
def test_whoever_has_left_or_is_unknown_gets_no_token(bangvang: Command) -> None:
    bangvang("person", "deactivate", "alice@bangvang.example")
    for email in ("alice@bangvang.example", "nobody@bangvang.example"):
        answer = bangvang("person", "token", email, "--json")
        assert (answer.code, answer.json["code"]) == (1, "person_not_found")
    answer = bangvang("person", "sign-out", "nobody@bangvang.example", "--json")
    assert (answer.code, answer.json["code"]) == (1, "person_not_found")
