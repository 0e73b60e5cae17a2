"""Saying when mail may come, signed in; and leaving some of it out by the foot of a mail."""

import re

import pytest
from httpx2 import Response
from sqlmodel import select

from core.database import transaction
from models.enums import MailTopic, Rhythm
from models.preferences import LeftOutMail, MailHabit
from notifications.leaving_out import leave_out_token
from tests.api.desk import as_, passed
from tests.api.scene import Scene


def kept(scene: Scene, name: str) -> list[tuple[Rhythm, int | None, int | None, bool]]:
    with transaction(scene.engine) as session:
        rows = session.exec(
            select(MailHabit).where(MailHabit.person_id == scene.country[name].id)
        ).all()
    return [(row.rhythm, row.quiet_from, row.quiet_until, row.on_days_off) for row in rows]


def left_out(scene: Scene) -> set[tuple[str, MailTopic]]:
    names = {person.id: name for name, person in scene.country.people.items()}
    with transaction(scene.engine) as session:
        rows = session.exec(select(LeftOutMail)).all()
    return {(names[row.person_id], row.topic) for row in rows}


def choose(scene: Scene, name: str, **typed: str | list[str]) -> Response:
    """Send the form as somebody filled it in."""
    as_(scene, name)
    nonce = re.search(r'name="nonce" value="([^"]+)"', scene.client.get("/preferences").text)
    assert nonce
    return scene.client.post(
        "/preferences", data={"nonce": nonce[1]} | typed, headers=scene.browser.headers
    )


def test_somebody_who_chose_nothing_sees_what_is_usual(scene: Scene) -> None:
    as_(scene, "chair")
    shown = scene.client.get("/preferences").text
    assert re.findall(r'value="(\w+)" checked', shown) == [
        "at_once", "true", "reminders", "outcomes",
    ]  # fmt: skip
    assert kept(scene, "chair") == []


def test_what_is_chosen_is_kept_and_shown_again(scene: Scene) -> None:
    shown = choose(
        scene, "chair", rhythm="digest", quiet_from="0", quiet_until="7", topics=["outcomes"]
    )
    assert shown.status_code == 200
    assert "Đã ghi nhận" in shown.text
    assert re.findall(r'value="(\w+)" checked', shown.text) == ["digest", "outcomes"]
    assert re.findall(r'value="(\w*)" selected', shown.text) == ["0", "7"]
    assert kept(scene, "chair") == [(Rhythm.DIGEST, 0, 7, False)]
    assert left_out(scene) == {("chair", MailTopic.REMINDERS)}


def test_a_night_needs_a_beginning_and_another_end(scene: Scene) -> None:
    choose(scene, "chair", rhythm="at_once", quiet_from="", quiet_until="7", on_days_off="true")
    assert kept(scene, "chair") == [(Rhythm.AT_ONCE, None, None, True)]

    refused = choose(scene, "chair", rhythm="digest", quiet_from="7", quiet_until="7")

    assert refused.status_code == 422
    assert 'href="#quiet_until"' in refused.text
    assert re.findall(r'value="(\w+)" checked', refused.text) == ["digest"]
    assert kept(scene, "chair") == [(Rhythm.AT_ONCE, None, None, True)]


def test_only_the_secretariat_is_offered_its_morning_brief(scene: Scene) -> None:
    as_(scene, "chair")
    assert "morning_brief" not in scene.client.get("/preferences").text
    choose(scene, "chair", rhythm="at_once", topics=["reminders", "outcomes"])
    assert left_out(scene) == set()  # what was not offered is not left out

    choose(scene, "secretariat", rhythm="at_once", topics=["reminders", "outcomes"])
    assert left_out(scene) == {("secretariat", MailTopic.MORNING_BRIEF)}
    choose(scene, "secretariat", rhythm="at_once", topics=[*MailTopic])
    assert left_out(scene) == set()


def foot_of_outcome(scene: Scene) -> str:
    """The path at the foot of the mail that tells Alice of an award."""
    dossier = scene.at_the_minister()
    passed(scene, dossier)
    scene.announce(dossier.id)
    found = re.search(r"http\S+(/unsubscribe/\S+)", scene.newest_mail("alice").text)
    assert found
    return found[1]


def test_the_foot_of_a_mail_leads_to_leaving_it_out_without_signing_in(scene: Scene) -> None:
    path = foot_of_outcome(scene)
    shown = scene.browser.get(path)
    assert shown.status_code == 200
    assert shown.headers["referrer-policy"] == "no-referrer"

    pressed = scene.browser.send(shown, path)
    assert pressed.status_code == 200
    assert left_out(scene) == set()  # whoever only presses the button changes nothing

    done = scene.browser.send(pressed, path, wanted="false")
    assert left_out(scene) == {("alice", MailTopic.OUTCOMES)}

    scene.browser.send(done, path, wanted="true")
    assert left_out(scene) == set()


def test_a_mail_services_one_click_needs_nothing_else(scene: Scene) -> None:
    path = foot_of_outcome(scene)
    scene.client.cookies.clear()
    for _ in range(2):  # RFC 8058: repeating it does no harm
        done = scene.client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert (done.status_code, done.text, dict(done.cookies)) == (200, "", {})
    assert left_out(scene) == {("alice", MailTopic.OUTCOMES)}


@pytest.mark.parametrize("sent", [{}, {"List-Unsubscribe": "yes"}, {"wanted": "false"}])
def test_nothing_else_from_nowhere_is_taken(scene: Scene, sent: dict[str, str]) -> None:
    path = foot_of_outcome(scene)
    scene.client.cookies.clear()
    assert scene.client.post(path, data=sent).status_code == 403
    assert left_out(scene) == set()


def test_looking_changes_nothing_and_another_address_leads_nowhere(scene: Scene) -> None:
    path = foot_of_outcome(scene)
    dan = leave_out_token(scene.country["dan"].id, MailTopic.OUTCOMES, key=b"another key")
    for address in (
        f"{path}x",
        path.replace("outcomes", "reminders"),
        f"/unsubscribe/{dan}",
        "/unsubscribe/x",
    ):
        assert scene.client.get(address).status_code == 404
        scene.client.cookies.clear()
        assert scene.client.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert scene.client.get(path).status_code == scene.client.head(path).status_code == 200
    assert left_out(scene) == set()
