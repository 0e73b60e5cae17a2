"""Taking a decision back: from the receipt, by link or signed in."""

from datetime import timedelta

from fastapi.testclient import TestClient
from sqlmodel import select

from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import AssignmentState, DossierState
from models.gates import Assignment
from tests.api.browser import Browser, Form
from tests.api.scene import Scene
from tests.telling import by_hand

DECIDE = "/task/decision"


def decided(scene: Scene) -> Dossier:
    """The minister has signed, on the phone."""
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    scene.browser.send(scene.browser.get(mailed.url), DECIDE, choice="pass", code=mailed.code)
    assert scene.stored(dossier).state is DossierState.AWARDED
    return dossier


def the_ministers(scene: Scene, state: AssignmentState) -> Assignment:
    with transaction(scene.engine) as session:
        return session.exec(
            select(Assignment).where(
                Assignment.person_id == scene.country["minister"].id, Assignment.state == state
            )
        ).one()


def test_a_slip_is_taken_back_and_a_new_mail_leads_to_the_task(scene: Scene) -> None:
    dossier = decided(scene)
    undone = scene.browser.send(scene.browser.get("/task"), "/task/undo")
    assert "Ý kiến đã được thu hồi" in undone.text
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW
    scene.announce(dossier.id)
    mailed = scene.mailed_to("minister")
    receipt = scene.browser.send(
        scene.browser.get(mailed.url), DECIDE, choice="reject", reason="Chưa đủ", code=mailed.code
    )
    assert receipt.status_code == 200
    assert scene.stored(dossier).state is DossierState.DECLINED


def test_whoever_is_signed_in_is_led_to_the_task_again(scene: Scene) -> None:
    dossier = decided(scene)
    scene.sign_in("minister")
    receipt = scene.browser.get(f"/task/{the_ministers(scene, AssignmentState.DECIDED).id}")
    task = scene.browser.send(receipt, f"{receipt.url.path}/undo")
    again = the_ministers(scene, AssignmentState.ACTIVE)
    assert (task.status_code, task.url.path) == (200, f"/task/{again.id}")
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_another_browser_takes_nothing_back(scene: Scene) -> None:
    dossier = decided(scene)
    elsewhere = Browser(TestClient(scene.client.app, base_url=scene.settings.base_url))
    lost = elsewhere.get(f"/r/{'x' * 43}")
    assert "/task/undo" not in lost.text
    fields = Form(lost.text, "/task/new-link").fields
    answer = elsewhere.client.post("/task/undo", data=fields, headers=elsewhere.headers)
    assert answer.status_code == 404
    assert scene.stored(dossier).state is DossierState.AWARDED


def test_after_an_hour_the_receipt_offers_nothing_and_says_why(scene: Scene) -> None:
    dossier = decided(scene)
    receipt = scene.browser.get("/task")
    with transaction(scene.engine) as session:
        by_hand(session)
        duty = session.get_one(Assignment, the_ministers(scene, AssignmentState.DECIDED).id)
        duty.decided_at = now() - timedelta(hours=1)
    assert "/task/undo" not in scene.browser.get("/task").text
    refused = scene.browser.send(receipt, "/task/undo")
    assert refused.status_code == 409
    assert "giữ nguyên hiệu lực" in refused.text
    assert scene.stored(dossier).state is DossierState.AWARDED
