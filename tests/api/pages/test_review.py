"""The mailed link, from the click to the receipt."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from core.database import transaction
from models.enums import Choice, DossierState
from models.gates import Assignment, Ballot
from tests.api.browser import Form
from tests.api.scene import Scene

DECIDE = "/task/decision"


def test_looking_changes_nothing(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    before = scene.dump()
    for _ in range(25):
        for path, status in ((f"/r/{mailed.token}", 303), ("/task", 200)):
            assert scene.client.get(path, follow_redirects=False).status_code == status
            assert scene.client.head(path, follow_redirects=False).status_code == status
    assert scene.dump() == before
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_the_token_leaves_the_address_bar(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    response = scene.client.get(f"/r/{mailed.token}", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/task")
    cookie = response.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "max-age=1800", "path=/"):
        assert part in cookie
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cache-control"] == "no-store"
    assert mailed.token not in scene.client.get("/task").text


def test_the_page_shows_what_is_judged_and_chooses_nothing(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    shown = scene.browser.get(scene.mailed_to("minister").url)
    for words in (
        dossier.code,
        "Cao Thị Quỳnh",
        "Chuyên viên, Vụ Pháp luật",
        "Bộ Tư pháp",
        "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục.",
        "109/TTr-BTP",
        "ngày làm việc",
    ):
        assert words in shown.text
    form = Form(shown.text, DECIDE)
    assert form.choices["choice"] == ["pass", "return", "reject"]
    assert "choice" not in form.fields
    assert shown.text.count("<script") == shown.text.count("js/opened.") == 1


def test_deciding_leads_to_a_receipt(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    receipt = scene.browser.send(shown, DECIDE, choice="pass", code=mailed.code)
    assert [one.status_code for one in receipt.history] == [303]
    assert receipt.status_code == 200
    for words in ("Đã ghi nhận ý kiến", "Phạm Quang Cường", "Đã quyết định khen thưởng"):
        assert words in receipt.text
    assert scene.stored(dossier).state is DossierState.AWARDED


def test_the_last_signatory_may_give_the_decision_its_number(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    receipt = scene.browser.send(
        shown, DECIDE, choice="pass", code=mailed.code, decision_number=" 574/QĐ-BTP "
    )
    assert "574/QĐ-BTP" in receipt.text
    assert scene.stored(dossier).decision_number == "574/QĐ-BTP"


def test_a_second_click_shows_what_was_decided(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    typed = {"choice": "reject", "reason": "Chưa đủ điều kiện.", "code": mailed.code}
    scene.browser.send(shown, DECIDE, **typed)
    before = scene.dump()
    again = scene.browser.get(mailed.url)
    assert again.status_code == 200
    assert "Không đồng ý" in again.text
    assert "Chưa đủ điều kiện." in again.text
    assert not Form(again.text, DECIDE).found
    assert scene.dump() == before


def test_sending_the_same_form_twice_gives_the_same_receipt(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    first = scene.browser.send(shown, DECIDE, choice="pass", code=mailed.code)
    before = scene.dump()
    second = scene.browser.send(shown, DECIDE, choice="pass", code=mailed.code)
    assert (second.status_code, second.text) == (200, first.text)
    assert scene.dump() == before


def test_many_sendings_at_once_are_one_decision(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)

    def send(_number: int) -> int:
        answer = scene.browser.send(shown, DECIDE, choice="pass", code=mailed.code)
        return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(24)))
    assert 200 in answers
    assert set(answers) <= {200, 403, 404}  # each try of the code counts, also parallel ones
    with transaction(scene.engine) as session:
        cast = session.exec(
            select(Ballot.choice)
            .join(Assignment, Assignment.id == Ballot.assignment_id)  # type: ignore[arg-type]
            .where(Assignment.person_id == scene.country["minister"].id)
        ).all()
    assert cast == [Choice.PASS]


def test_two_tabs_decide_two_dossiers(scene: Scene) -> None:
    """The cookie holds both tasks; each form says which one it is about."""
    one = scene.at_the_minister()
    first = scene.mailed_to("minister")
    other = scene.at_the_minister("110/TTr-BTP", name="Đỗ Thị Hương")
    second = scene.mailed_to("minister")
    in_first_tab = scene.browser.get(first.url)
    scene.browser.get(second.url)
    typed = {"choice": "reject", "reason": "Chưa đủ.", "code": first.code}
    receipt = scene.browser.send(in_first_tab, DECIDE, **typed)
    assert "Cao Thị Quỳnh" in receipt.text
    assert scene.stored(one).state is DossierState.DECLINED
    assert scene.stored(other).state is DossierState.UNDER_REVIEW


def test_everything_is_in_english_for_who_asks(scene: Scene) -> None:
    scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    scene.browser.get(mailed.url)
    shown = scene.browser.get("/task?lang=en")
    assert '<html lang="en">' in shown.text
    for words in ("Your decision", "Nominated by", "working days left", "Tiếng Việt"):
        assert words in shown.text
    receipt = scene.browser.send(shown, DECIDE, choice="pass", code=mailed.code)
    assert "Your decision is recorded" in receipt.text
    assert "The award is given" in receipt.text


def test_evidence_is_a_download_for_whom_it_concerns(scene: Scene) -> None:
    file = scene.with_file(scene.at_the_minister(), "Báo cáo thành tích.pdf")
    address = f"/task/files/{file.id}"
    assert scene.browser.get(address).status_code == 404
    shown = scene.browser.get(scene.mailed_to("minister").url)
    assert address in shown.text
    download = scene.browser.get(address)
    assert download.content.startswith(b"%PDF-1.4 ")
    assert download.headers["content-type"] == "application/pdf"
    disposition = download.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o")
    assert download.headers["content-security-policy"] == "default-src 'none'; sandbox"
