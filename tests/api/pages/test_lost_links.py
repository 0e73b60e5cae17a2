"""A link that leads nowhere looks the same for whatever reason, except to whoever decided by it."""

import re
from collections.abc import Callable

import pytest
from httpx2 import Response

from approvals.commands.administer import deactivate_person
from core.clock import now
from core.database import transaction
from models.enums import DossierState
from models.mail import Link
from tests.api.browser import Form
from tests.api.desk import as_
from tests.api.ending import ASK, DECIDE, ENDS, UNKNOWN, end, expire, hand_over
from tests.api.scene import Mailed, Scene

OURS = "Đường dẫn này không dùng được"


def outside(response: Response) -> tuple[object, ...]:
    """All that somebody from outside can tell an answer by: what is random made alike."""
    headers = {
        name: re.sub(r"=[^;]+", lambda value: "=" + "…" * len(value[0]), text, count=1)
        for name, text in response.headers.items()
        if name != "date"
    }
    page = re.sub(r'value="[\w-]{43,64}"', lambda value: "…" * len(value[0]), response.text)
    return response.status_code, headers, len(response.content), page


@pytest.mark.parametrize("how", ENDS)
def test_what_ended_a_link_cannot_be_told_from_outside(
    scene: Scene, how: Callable[[Link], None]
) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    end(scene, how)

    def answers(token: str) -> list[tuple[object, ...]]:
        scene.client.cookies.clear()
        led = scene.client.get(f"/r/{token}", follow_redirects=False)
        shown = scene.client.get("/task")
        form = {"choice": "pass", "code": "000000", "link": Form(shown.text, ASK).fields["link"]}
        nonce = {"nonce": Form(shown.text, ASK).fields["nonce"]}
        sent = scene.client.post(DECIDE, data=form | nonce, headers=scene.browser.headers)
        asked = scene.client.post(
            ASK, data=form | nonce, headers=scene.browser.headers, follow_redirects=False
        )
        return [outside(one) for one in (led, shown, sent, asked)]

    unknown = answers(UNKNOWN)
    assert [status for status, *_ in unknown] == [303, 404, 404, 303]
    assert OURS in str(unknown[1])
    assert answers(mailed.token) == unknown


def test_a_live_link_leads_to_the_task_in_the_same_way(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    unknown = outside(scene.client.get(f"/r/{UNKNOWN}", follow_redirects=False))
    scene.client.cookies.clear()
    assert outside(scene.client.get(f"/r/{mailed.token}", follow_redirects=False)) == unknown
    assert scene.client.get("/task").status_code == 200


@pytest.mark.parametrize("token", ["x", "a/b/c", "%00", "é", "x" * 2000, ""])
def test_whatever_stands_after_the_slash_is_led_on(scene: Scene, token: str) -> None:
    response = scene.client.get(f"/r/{token}", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/task")
    assert scene.client.get("/task").status_code == 404


def test_a_task_without_a_link_says_to_open_the_mail_again(scene: Scene) -> None:
    shown = scene.browser.get("/task")
    assert shown.status_code == 404
    assert "Đề nghị mở lại đường dẫn trong thư" in shown.text
    assert not Form(shown.text, ASK).found


# Who may still see what was decided.


def decided(scene: Scene) -> Mailed:
    """The minister has declined, in this browser."""
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    typed = {"choice": "reject", "reason": "Chưa đủ điều kiện.", "code": mailed.code}
    assert scene.browser.send(shown, DECIDE, **typed).status_code == 200
    return mailed


def test_the_browser_that_decided_sees_the_receipt_for_thirty_days(scene: Scene) -> None:
    mailed = decided(scene)
    jar = scene.client.cookies
    del jar["bv-task"]
    again = scene.browser.get(mailed.url)
    assert again.status_code == 200
    assert "Chưa đủ điều kiện." in again.text


def test_whoever_else_holds_a_used_link_sees_nothing_of_it(scene: Scene) -> None:
    mailed = decided(scene)
    scene.client.cookies.clear()
    shown = scene.browser.get(mailed.url)
    assert shown.status_code == 404
    assert OURS in shown.text
    for secret in ("Cao Thị Quỳnh", "Chưa đủ điều kiện.", "HS-"):
        assert secret not in shown.text


def test_a_second_click_that_overtakes_the_first_answer_gets_the_receipt(scene: Scene) -> None:
    """The browser dropped the first answer, and its cookie, when the button was pressed again."""
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    typed = {"choice": "pass", "code": mailed.code}
    scene.browser.send(shown, DECIDE, **typed)
    del scene.client.cookies["bv-receipts"]
    again = scene.browser.send(shown, DECIDE, **typed)
    assert "Đã ghi nhận ý kiến" in again.text
    del scene.client.cookies["bv-receipts"]
    assert scene.browser.send(shown, DECIDE, **typed | {"code": "000000"}).status_code == 404


def test_the_assignee_who_signs_in_is_led_to_their_own_task(scene: Scene) -> None:
    mailed = decided(scene)
    as_(scene, "minister")
    again = scene.browser.get(mailed.url)
    assert again.url.path.startswith("/task/")
    assert "Chưa đủ điều kiện." in again.text
    as_(scene, "chair")
    assert scene.browser.get(mailed.url).status_code == 404


def test_the_assignee_who_signs_in_can_decide_where_a_link_has_expired(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    end(scene, expire)
    as_(scene, "minister")
    own = scene.browser.get(mailed.url)
    assert Form(own.text, f"{own.url.path}/decision").found


# What was being decided when the link ended.


@pytest.mark.parametrize("event", ["handed over", "changed", "left"])
def test_what_was_typed_is_kept_when_the_link_ends_meanwhile(scene: Scene, event: str) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    if event == "handed over":
        hand_over(scene, dossier)
    elif event == "changed":
        scene.with_file(dossier, "Giải trình.pdf")
    else:
        with transaction(scene.engine) as session:
            deactivate_person(session, scene.country["minister"].email, now=now())
    typed = {"choice": "pass", "reason": "Giữ lại chữ này.", "code": mailed.code}
    lost = scene.browser.send(shown, DECIDE, **typed)
    assert lost.status_code == 404
    assert "Giữ lại chữ này." in lost.text
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW
    assert scene.browser.get(mailed.url).status_code == 404
