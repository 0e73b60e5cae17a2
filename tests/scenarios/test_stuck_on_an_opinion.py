"""Another body is asked for its opinion, is reminded from the page, and answers from its mail."""

import re

import pytest

from models.conduct import AgencyAnswer
from models.enums import EventKind
from tests.api.desk import filed, history_of, passed, seen_by, send
from tests.api.scene import Mailed, Scene, code_in
from tests.scenarios.stuck_desk import line_of, stuck_line, the_engine_serves

pytestmark = pytest.mark.scenario


def link_in(scene: Scene, name: str) -> Mailed:
    mail = scene.newest_mail(name).text
    url = re.search(r"http\S+(/o/\S+)", mail)
    assert url, mail
    return Mailed(url[1], code_in(mail))


def test_opinion_awaited_and_the_body_is_reminded_and_answers(scene: Scene) -> None:
    dossier = filed(scene, "bk-ttg")
    while "Thẩm định" not in seen_by(scene, "secretariat", f"/dossiers/{dossier.code}").text:
        passed(scene, dossier)
    the_engine_serves(scene)
    task = scene.mailed_to("appraiser")
    here = f"/dossiers/{dossier.code}"
    shown = scene.browser.get(task.url).text
    assert "Cần xin ý kiến hiệp y" in shown  # as the rules want, and nobody has
    assert "NĐ 98/2023/NĐ-CP, Điều 31" in shown

    assert "Xin ý kiến hiệp y" in seen_by(scene, "appraiser", here).text
    refused = send(scene, f"{here}/opinions", {"body_id": "", "reason": "Về thuế"})
    assert (refused.status_code, "Về thuế" in refused.text) == (422, True)
    body = str(scene.country.bodies["bo-tai-chinh"].id)
    done = send(scene, f"{here}/opinions", {"body_id": body, "reason": "Về thuế"})
    assert "Đã xin ý kiến của Bộ Tài chính" in done.text
    assert "im lặng là đồng ý, theo NĐ 39/2012/NĐ-CP" in done.text
    the_engine_serves(scene)

    line = stuck_line(scene, dossier)
    assert (line.why.startswith("Đã xin ý kiến hiệp y"), line.link) == (True, f"{here}/opinions")
    opinions = seen_by(scene, "secretariat", line.link).text
    [remind] = re.findall(r'action="([^"]+/remind)"', opinions)
    assert send(scene, remind, {}).status_code == 200
    again = send(scene, remind, {})
    assert (again.status_code, "Hôm nay đã nhắc" in again.text) == (409, True)

    assert "Cơ quan của Ông/Bà được xin ý kiến" in seen_by(scene, "dan", "/inbox").text
    link = link_in(scene, "dan")
    before = len(history_of(scene, dossier))
    scene.client.cookies.clear()
    page = scene.browser.get(link.url)
    assert "Về thuế" in page.text
    assert len(history_of(scene, dossier)) == before  # a link changes nothing
    typed = {"answer": "object", "reason": "Còn nợ thuế", "document": "88/BTC-VP"}
    wrong = scene.browser.send(page, "/opinion/answer", code="000000", **typed)
    assert (wrong.status_code, "Còn nợ thuế" in wrong.text) == (422, True)
    page = scene.browser.send(wrong, "/opinion/answer", code=link.code, **typed)
    assert "Bộ Tài chính không đồng ý" in page.text
    assert "88/BTC-VP" in scene.browser.get("/opinion").text  # a second click shows what was said
    scene.client.cookies.clear()
    assert "Còn nợ thuế" not in scene.browser.get(link.url).text  # nobody else's browser does

    the_engine_serves(scene)
    assert line_of(scene, dossier) is None
    assert scene.newest_mail("appraiser").subject.startswith("Cơ quan được hỏi không đồng ý: ")
    assert "Còn nợ thuế" in scene.browser.get(task.url).text
    assert "Còn nợ thuế" not in seen_by(scene, "alice", here).text
    [answer] = [
        one for one in history_of(scene, dossier) if one.kind is EventKind.AGENCY_OPINION_ANSWERED
    ]
    assert (answer.facts["answer"], answer.facts["via"]) == (AgencyAnswer.OBJECT, "link")
