"""What probes and operators see."""

from pathlib import Path

from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import Engine, text

from api.app import create_app
from core.settings import Settings
from models.enums import Delivery, MessageState


def test_alive(client: TestClient) -> None:
    answer = client.get("/livez")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_ready_without_an_engine(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "starting",
        "database": "ok",
        "migrations": "ok",
        "engine": "away",
        "mail": {"way": "local", "not_asked_until": None, "repeats": 0}
        | dict.fromkeys([*MessageState, *Delivery], 0),
        "sealing": {
            "waiting": 0,
            "waiting_since": None,
            "signed": "here",
            "checkpoint": None,
            "problem": None,
        },
    }


def test_not_ready_before_the_migrations(client: TestClient, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"].startswith("at 0000, needs ")


def test_not_ready_without_a_database(tmp_path: Path) -> None:
    gone = SecretStr("postgresql://bangvang@127.0.0.1:9/gone")
    settings = Settings(home=tmp_path, database_url=gone)
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        ready, page = client.get("/readyz"), client.get("/")
    assert (ready.status_code, ready.json()["database"]) == (503, "unreachable")
    assert page.status_code == 503
