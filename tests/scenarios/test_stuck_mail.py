"""Mail that does not arrive: SendGrid says so, the address is corrected or the mail sent again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from api.app import create_app
from approvals.commands.accept_message import accept_message
from approvals.commands.read_reports import read_reports
from approvals.queries import mail
from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import EventKind
from models.mail import Message
from tests.api.desk import as_, seen_by
from tests.api.scene import Scene
from tests.builders import MINISTRY  # noqa: F401
from tests.notifications.signed import SendGridKey, a_body, an_event
from tests.scenarios.stuck_desk import (
    ago,
    answer,
    filed_at,
    gate_passed_at,
    kinds_of,
    line_of,
    press,
    stuck_line,
)

pytestmark = pytest.mark.scenario
KEY = SendGridKey()
NEW = "cuong.pq@botuphap.example"


@pytest.fixture
def sendgrid(scene: Scene) -> Iterator[TestClient]:
    """Where SendGrid brings its reports, on the same database."""
    settings = scene.settings.model_copy(update={"sendgrid_webhook_key": KEY.public})
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        yield client


@pytest.fixture
def asked(scene: Scene) -> Dossier:
    """It has waited for the minister for two days, who was written to at once."""
    dossier = filed_at(scene, ago(days=3))
    gate_passed_at(scene, dossier, ago(days=2))
    return dossier


def sent(scene: Scene, sendgrid: TestClient, kind: str) -> None:
    """SendGrid took the minister's mail two days ago, and tells what became of it."""
    minister = scene.country["minister"].id
    at = ago(days=2)
    with transaction(scene.engine) as session:
        [message] = session.exec(select(Message).where(Message.person_id == minister)).all()
        attempt = mail.claim(session, message.id, now=at, until=at + timedelta(minutes=1))
        assert attempt is not None
        accept_message(session, message.id, attempt=attempt, provider_id="14c5d75ce93", now=at)
    body = a_body(an_event(kind, message.id, at=at, reason="550 5.1.1 no such user"))
    answered = sendgrid.post("/api/sendgrid/events", content=body, headers=KEY.headers(body, now()))
    assert answered.status_code == 204
    with transaction(scene.engine) as session:
        read_reports(session, message.id, now=now())


def test_mail_failed_and_the_address_is_corrected(
    scene: Scene, asked: Dossier, sendgrid: TestClient
) -> None:
    sent(scene, sendgrid, "bounce")
    line = stuck_line(scene, asked)
    assert ("Phạm Quang Cường" in line.why, line.link) == (True, "#unreached")
    minister = scene.country["minister"]
    here = f"/people/{minister.id}/address"
    assert here in seen_by(scene, "secretariat", "/stuck").text
    shown = scene.browser.get(here)
    done = scene.browser.send(shown, here, email=NEW)
    assert f"Từ nay thư cho Phạm Quang Cường gửi đến {NEW}" in done.text
    assert line_of(scene, asked) is None
    scene.country.people["minister"] = scene.stored(minister)
    answer(scene, "minister")
    assert scene.stored(asked).closed_at is not None


def test_an_address_just_corrected_is_corrected_once_more(
    scene: Scene, asked: Dossier, sendgrid: TestClient
) -> None:
    """Until a mail has got away to it: a slip of the pen is mended at once."""
    sent(scene, sendgrid, "bounce")
    here = f"/people/{scene.country['minister'].id}/address"
    as_(scene, "secretariat")
    for address in ("cuogn@botuphap.example", NEW):
        shown = scene.browser.get(here)
        assert shown.status_code == 200
        done = scene.browser.send(shown, here, email=address)
        assert (f"gửi đến {address}" in done.text, f'href="{here}"' in done.text) == (True, True)
    scene.country.people["minister"] = scene.stored(scene.country["minister"])
    answer(scene, "minister")
    assert seen_by(scene, "secretariat", here).status_code == 409
    assert scene.stored(asked).closed_at is not None


def test_mail_not_delivered_and_another_is_sent(
    scene: Scene, asked: Dossier, sendgrid: TestClient
) -> None:
    sent(scene, sendgrid, "deferred")
    line = stuck_line(scene, asked)
    assert ("Phạm Quang Cường" in line.why, line.offer) == (True, f"send_again:{asked.code}")
    press(scene, line)
    assert EventKind.REVIEWER_REMINDED in kinds_of(scene, asked, "secretariat")
    assert line_of(scene, asked) is None
    answer(scene, "minister")
    assert scene.stored(asked).closed_at is not None
