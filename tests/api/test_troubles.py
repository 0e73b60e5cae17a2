"""What does not work is said on every page, in a sentence: whom it concerns, and what works."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from api import watch
from api.app import create_app
from api.watch import Watch
from approvals.queries import circuit
from core.clock import now
from core.database import transaction
from core.engine_presence import SPACE, WORKER
from core.settings import Settings
from models.enums import MessageState
from models.mail import Message
from notifications.mailers import SENDGRID
from tests.api.desk import as_, seen_by
from tests.api.scene import Scene

PAGES = ("/inbox", "/dossiers", "/stuck", "/submissions", "/cover", "/account", "/sign-in")
STARTING = "Bộ máy xử lý đang khởi động"
OFF, LATE = "Thư đang bị giữ lại", "Thư gửi đi chậm"


@pytest.fixture
def engine_at_work(scene: Scene) -> Iterator[None]:
    with scene.engine.connect() as worker:
        worker.execute(text(f"SELECT pg_advisory_lock({SPACE}, {WORKER})"))
        yield
        worker.execute(text("SELECT pg_advisory_unlock_all()"))


def provider_failed(scene: Scene, times: int) -> None:
    with transaction(scene.engine) as session:
        for _ in range(times):
            circuit.failed(session, SENDGRID, now=now(), enough=5, until=now())


def waits_since(scene: Scene, minutes: int, state: MessageState = MessageState.QUEUED) -> None:
    alice = scene.country["alice"]
    with transaction(scene.engine) as session:
        session.add(
            Message(
                template="sign_in",
                dedupe_key=f"{state}:{minutes}",
                person_id=alice.id,
                address=alice.email,
                language=alice.language,
                context={},
                state=state,
                next_attempt_at=now() - timedelta(minutes=minutes),
                created_at=now() - timedelta(hours=5),
            )
        )


def said(scene: Scene) -> list[str]:
    shown = seen_by(scene, "alice", "/inbox").text
    return [title for title in (STARTING, OFF, LATE) if title in shown]


@pytest.mark.usefixtures("engine_at_work")
def test_while_all_is_well_nothing_is_said(scene: Scene) -> None:
    provider_failed(scene, 4)
    waits_since(scene, 14)
    waits_since(scene, -60)  # for the morning
    waits_since(scene, 600, MessageState.ACCEPTED)
    assert said(scene) == []


@pytest.mark.usefixtures("engine_at_work")
@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_that_mail_is_held_up(scene: Scene, path: str) -> None:
    provider_failed(scene, 5)
    as_(scene, "alice")
    if path == "/sign-in":
        scene.client.cookies.clear()
    shown = scene.client.get(path).text
    assert OFF in shown
    assert "vẫn xem và cho ý kiến bình thường" in shown


@pytest.mark.usefixtures("engine_at_work")
def test_it_is_gone_once_the_provider_works(scene: Scene) -> None:
    provider_failed(scene, 5)
    assert said(scene) == [OFF]
    with transaction(scene.engine) as session:
        circuit.worked(session, SENDGRID)
    assert said(scene) == []


@pytest.mark.usefixtures("engine_at_work")
def test_mail_that_should_have_left_is_said_to_be_late(scene: Scene) -> None:
    waits_since(scene, 16)
    assert said(scene) == [LATE]


def test_an_engine_that_is_away_explains_what_is_late(scene: Scene) -> None:
    provider_failed(scene, 5)
    waits_since(scene, 16)
    assert said(scene) == [STARTING]


def test_a_database_that_is_away_is_said_and_asked_again(tmp_path: Path) -> None:
    gone = SecretStr("postgresql://bangvang@127.0.0.1:9/gone")
    settings = Settings(home=tmp_path, database_url=gone)
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        client.headers["Accept-Language"] = "vi"
        shown = client.get("/dossiers?stage=unit")
    assert shown.status_code == 503
    assert shown.headers["Retry-After"]
    assert "Cơ sở dữ liệu" in shown.text
    assert 'href="/dossiers?stage=unit">Thử lại' in shown.text


def test_open_pages_are_told_of_changes_after_a_database_that_was_away(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []

    def away_at_first(*_: object, **__: object) -> None:
        looked.append(bool(looked))
        if len(looked) == 1:
            raise OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr(watch, "survey", away_at_first)
    url = scene.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")

    async def changes() -> None:
        told = Watch(url, scene.engine).changes()
        await anext(told)  # that somebody listens now
        with scene.engine.begin() as connection:
            connection.execute(text("NOTIFY dossier"))
        await anext(told)
        await told.aclose()  # type: ignore[attr-defined]

    asyncio.run(asyncio.wait_for(changes(), timeout=20))
    assert looked == [False, True]
