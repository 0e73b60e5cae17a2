"""Development's mailbox, and that there is none in production."""

from base64 import b64encode
from pathlib import Path

from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from core.clock import now
from core.database import transaction
from core.ids import uuid7
from core.settings import Mode, Settings
from models.mail import LocalMail
from tests.api.scene import Scene


def test_mails_are_listed_and_read(scene: Scene) -> None:
    scene.at_the_minister()
    mail = scene.newest_mail("minister")
    listed = scene.browser.get("/dev/mail")
    assert f'href="/dev/mail/{mail.id}"' in listed.text
    shown = scene.browser.get(f"/dev/mail/{mail.id}")
    link = scene.mailed_to("minister").url
    assert f'<a href="{link}">' in shown.text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in shown.text
    assert "frame-src 'self'" in shown.headers["content-security-policy"]


def test_the_html_part_can_do_nothing_but_open_links(scene: Scene) -> None:
    scene.at_the_minister()
    mail = scene.newest_mail("minister")
    html = scene.browser.get(f"/dev/mail/{mail.id}/html")
    policy = html.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "frame-ancestors 'self'" in policy
    assert '<base target="_blank">' in html.text


def test_scripts_read_it_as_json_newest_first(scene: Scene) -> None:
    scene.filed()
    for name in ("chair", "member1", "member2"):
        scene.deliver(name)
    mails = scene.browser.get("/dev/mail.json").json()
    assert len(mails) == 3
    assert set(mails[0]) == {"id", "to", "subject", "text", "html", "sent_at"}
    assert [mail["sent_at"] for mail in mails] == sorted(
        (mail["sent_at"] for mail in mails), reverse=True
    )
    to_chair = scene.browser.get(f"/dev/mail.json?to={scene.country['chair'].email}").json()
    assert [mail["to"] for mail in to_chair] == [scene.country["chair"].email]


def test_mails_are_found_by_what_they_say(scene: Scene) -> None:
    first, second = (scene.filed(number=number) for number in ("1/TTr-BTP", "2/TTr-BTP"))
    scene.deliver("chair")
    listed = scene.browser.get(f"/dev/mail?q={first.code.lower()}").text
    assert listed.count('<th scope="row">') == 1
    [mail] = scene.browser.get(f"/dev/mail.json?q={second.code}").json()
    assert second.code in mail["text"]
    assert scene.browser.get("/dev/mail.json?q=HS%25").json() == []


def test_the_mailbox_is_paged(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        for number in range(35):
            address = f"to{number}@bangvang.example"
            session.add(
                LocalMail(
                    message_id=uuid7(),
                    to=address,
                    subject=f"Thư số {number}",
                    text="",
                    html="",
                    sent_at=now(),
                )
            )
    first = scene.browser.get("/dev/mail")
    assert first.text.count('<th scope="row">') == 30
    second = scene.browser.get(first.text.split('rel="next" href="')[1].split('"')[0])
    assert second.text.count('<th scope="row">') == 5


def test_an_unknown_mail_is_not_found(scene: Scene) -> None:
    for path in ("/dev/mail/nonsense", "/dev/mail/01a20654-e767-7744-98ba-459924451371"):
        assert scene.browser.get(path).status_code == 404


def test_there_is_no_mailbox_in_production(database_url: str, tmp_path: Path) -> None:
    settings = Settings(
        mode=Mode.PRODUCTION,
        home=tmp_path,
        database_url=SecretStr(database_url),
        secret_key=SecretStr("k" * 32),
        sendgrid_api_key=SecretStr("SG.x"),
        seal_key=SecretStr(b64encode(bytes(32)).decode()),
        public_url="https://bangvang.example",
    )
    with TestClient(create_app(settings), base_url=settings.base_url) as client:
        sign_in = client.get("/sign-in")
        answers = [client.get(f"/dev/{path}").status_code for path in ("mail", "mail.json")]
    assert answers == [404, 404]
    assert "/dev/mail" not in sign_in.text
    assert "<details" not in sign_in.text
    assert sign_in.headers["set-cookie"].startswith("__Host-bv-form=")
    assert "secure" in sign_in.headers["set-cookie"].lower()
    assert sign_in.headers["strict-transport-security"] == "max-age=31536000"
