"""Where SendGrid brings its reports: who is believed, and what is kept."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlmodel import select

from api.app import create_app
from core.clock import now
from core.database import transaction
from core.settings import Settings
from models.mail import DeliveryEvent, Message
from notifications import announcing
from notifications.sendgrid_reports import LARGEST
from tests.builders import Country, a_dossier
from tests.notifications.signed import SendGridKey, a_body, an_event

KEY, NEXT = SendGridKey(), SendGridKey()
HERE = "/api/sendgrid/events"


@pytest.fixture
def sendgrid(database_url: str, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(
        home=tmp_path,
        database_url=SecretStr(database_url),
        sendgrid_webhook_key=KEY.public,
        sendgrid_webhook_key_2=NEXT.public,
    )
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        yield client


@pytest.fixture
def message(engine: Engine, country: Country) -> Message:
    with transaction(engine) as session:
        dossier = a_dossier(session, country, now=now())
        announcing.announce(session, dossier.id, now=now())
        return session.exec(select(Message)).all()[0]


def bring(client: TestClient, body: bytes, **headers: str) -> Response:
    return client.post(HERE, content=body, headers=KEY.headers(body, now()) | headers)


def kept(engine: Engine) -> list[str]:
    with transaction(engine) as session:
        found = session.exec(select(DeliveryEvent).order_by("id")).all()
    return [event.kind.value for event in found]


def test_a_signed_report_is_kept_once(
    sendgrid: TestClient, engine: Engine, message: Message
) -> None:
    body = a_body(
        an_event("delivered", message.id, at=now()), an_event("open", message.id, at=now())
    )
    assert [bring(sendgrid, body).status_code for _ in range(3)] == [204] * 3
    assert kept(engine) == ["delivered"]


def test_the_key_that_comes_next_is_good_too(
    sendgrid: TestClient, engine: Engine, message: Message
) -> None:
    body = a_body(an_event("bounce", message.id, at=now()))
    assert bring(sendgrid, body, **NEXT.headers(body, now())).status_code == 204
    assert kept(engine) == ["bounced"]


def test_what_is_not_signed_is_not_taken(
    sendgrid: TestClient, engine: Engine, message: Message
) -> None:
    body = a_body(an_event("bounce", message.id, at=now()))
    stranger, late = SendGridKey().headers(body, now()), now() - timedelta(hours=25)
    answers = [
        sendgrid.post(HERE, content=body),
        sendgrid.post(HERE, content=body, headers=stranger),
        sendgrid.post(HERE, content=body, headers=KEY.headers(body, late)),
        sendgrid.post(HERE, content=body + b" ", headers=KEY.headers(body, now())),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (403, "report_unsigned")
    ] * 4
    assert kept(engine) == []


def test_a_report_that_is_too_large_is_not_read(sendgrid: TestClient) -> None:
    body = b"[" + b" " * LARGEST + b"]"
    answer = bring(sendgrid, body)
    assert (answer.status_code, answer.json()["code"]) == (413, "report_too_large")


def test_what_is_no_list_of_events_is_refused(sendgrid: TestClient) -> None:
    assert bring(sendgrid, b"{}").status_code == 422


def test_what_no_database_takes_is_left_out(sendgrid: TestClient, engine: Engine) -> None:
    event = an_event("bounce", "none of ours", at=now(), sg_event_id="a\x00\ud800", reason="\x00")
    body = json.dumps([{**event, "sg_message_id": "\x00.b"}]).encode()
    assert bring(sendgrid, body).status_code == 204
    assert kept(engine) == []


def test_what_is_too_deep_is_refused(sendgrid: TestClient) -> None:
    assert bring(sendgrid, b"[" * 200_000).status_code == 422


def test_a_moment_of_thousands_of_digits_is_no_signed_one(sendgrid: TestClient) -> None:
    headers = {"X-Twilio-Email-Event-Webhook-Timestamp": "9" * 5_000}
    assert bring(sendgrid, a_body(), **headers).status_code == 403


def test_a_test_from_sendgrids_settings_is_answered_well(sendgrid: TestClient) -> None:
    body = a_body(an_event("delivered", "none of ours", at=now()))
    assert bring(sendgrid, body).status_code == 204


def test_without_a_key_there_is_no_such_address(client: TestClient) -> None:
    body = a_body()
    assert bring(client, body).status_code == 404
