"""Asking for a new link: a mail to whoever is asked now, and to nobody else."""

import pytest
from httpx2 import Response
from sqlmodel import select

from approvals.commands.administer import deactivate_person
from core.clock import now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Choice, DossierState
from models.mail import LocalMail
from tests.api.ending import ASK, DECIDE, UNKNOWN, end, expire, hand_over, revoke
from tests.api.scene import Scene
from tests.builders import decide_as


def mails_to(scene: Scene, name: str) -> int:
    """How many mails somebody has; what is in the queue goes out first."""
    scene.deliver(name)
    with transaction(scene.engine) as session:
        to = scene.country[name].email
        return len(session.exec(select(LocalMail).where(LocalMail.to == to)).all())


def asked(scene: Scene, token: str) -> Response:
    """Open a link and press the button."""
    shown = scene.browser.get(f"/r/{token}")
    return scene.browser.send(shown, ASK)


def test_a_new_link_comes_by_mail_and_works(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    lost = scene.mailed_to("minister")
    end(scene, expire)
    told = asked(scene, lost.token)
    assert told.status_code == 200
    assert "Đề nghị xem hộp thư" in told.text
    fresh = scene.mailed_to("minister")
    assert fresh.token != lost.token
    shown = scene.browser.get(fresh.url)
    scene.browser.send(shown, DECIDE, choice="pass", code=fresh.code)
    assert scene.stored(dossier).state is DossierState.AWARDED


def test_after_five_wrong_codes_a_new_link_helps(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    *_, answer = [
        scene.browser.send(shown, DECIDE, choice="pass", reason="Đã xem", code="no")
        for _ in range(5)
    ]
    assert answer.status_code == 403
    assert "Đã xem" in answer.text
    scene.browser.send(answer, ASK)
    assert scene.mailed_to("minister") != mailed


def test_only_whoever_is_asked_now_is_written_to(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    hand_over(scene, dossier)
    before = {name: mails_to(scene, name) for name in ("minister", "deputy")}
    assert asked(scene, mailed.token).status_code == 200
    assert {name: mails_to(scene, name) for name in before} == before


@pytest.mark.parametrize("event", ["decided", "left", "unknown"])
def test_nothing_is_mailed_where_nothing_waits(scene: Scene, event: str) -> None:
    dossier = scene.at_the_minister()
    token = scene.mailed_to("minister").token
    with transaction(scene.engine) as session:
        if event == "decided":
            decide_as(session, session.get_one(Dossier, dossier.id), Choice.PASS, now=now())
        elif event == "left":
            deactivate_person(session, scene.country["minister"].email, now=now())
    before = mails_to(scene, "minister")
    assert asked(scene, UNKNOWN if event == "unknown" else token).status_code == 200
    assert mails_to(scene, "minister") == before


def test_asking_again_and_again_floods_nobody(scene: Scene) -> None:
    scene.at_the_minister()
    lost = scene.mailed_to("minister")
    before = mails_to(scene, "minister")
    for _ in range(20):
        end(scene, revoke)
        assert asked(scene, lost.token).status_code == 200
        scene.deliver("minister")
    assert mails_to(scene, "minister") - before == 3


def test_after_a_change_a_fresh_mail_leads_to_the_dossier_as_it_is_now(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    before = scene.mailed_to("minister")
    scene.with_file(dossier, "Giải trình.pdf")
    assert scene.browser.get(before.url).status_code == 404
    asked(scene, before.token)
    shown = scene.browser.get(scene.mailed_to("minister").url)
    assert "Giải trình.pdf" in shown.text
